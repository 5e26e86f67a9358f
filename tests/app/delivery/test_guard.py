import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.delivery.addresses import allowed
from app.delivery.guard import Guard, Refusal, SystemResolver, Target, UrlRules, check_url, resolve
from tests.app.delivery.fakes import TableResolver

DEFAULT = UrlRules()
CLOSED = UrlRules(allow_private=True)
CODE = "webhook_url_forbidden"
LABEL = "a" * 63


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.com",
        "https://hooks.example.com/",
        "https://hooks.example.com?a=b",
        "https://hooks.example.com:443/a/b.c?d=e&f=%E4%BD%A0;~!*'()[]",
        "https://hooks.example.com:8443/labverdict",
        "https://HOOKS.Example.COM/",
        "https://检测.例子.中国/事件".replace("/事件", "/events"),
        "https://xn--fsqu00a.xn--fiqs8s/",
        "https://a-b.c--d.e1",
        "https://1.2.3.com/",
        f"https://{LABEL}.{LABEL}.{LABEL}.{'a' * 61}/",
        "https://hooks.example.com/" + "a" * 1974,
    ],
)
def test_a_public_https_address_is_taken(url: str) -> None:
    assert check_url(url, DEFAULT) is None


@pytest.mark.parametrize(
    "url",
    [
        *("", "https://", "https:///", "https:hooks.example.com", "//hooks.example.com/", "hooks.example.com"),
        *("HTTPS://hooks.example.com/", "ftp://hooks.example.com/", "file:///etc/passwd", "gopher://a.example.com/"),
        *("javascript:alert(1)", "data:,x", "http://hooks.example.com/", "http://hooks.example.com:443/"),
        *("https://a@hooks.example.com/", "https://a:b@hooks.example.com/", "https://@hooks.example.com/"),
        *("https://hooks.example.com/#", "https://hooks.example.com/#a", "https://hooks.example.com#a"),
        *("https://hooks.example.com:80/", "https://hooks.example.com:22/", "https://hooks.example.com:8080/"),
        *("https://hooks.example.com:/", "https://hooks.example.com:0443/", "https://hooks.example.com:65979/"),
        *("https://hooks.example.com:+443/", "https://hooks.example.com:４４３/", "https://hooks.example.com:443:443/"),
        *(" https://hooks.example.com/", "https://hooks.example.com/ ", "https://hooks.example.com/\n"),
        *("https://hooks.example.com/\r\nHost: a", "https://hooks.exa\tmple.com/", "https://hooks.example.com/a b"),
        *("https://hooks.example.com\\@127.0.0.1/", "https://hooks.example.com/\x00", "https://hooks.example.com/事"),
        *("https://hooks%2eexample.com/", "https://hooks.example.com%00/", "https://hooks.example.com%2f@a.com/"),
        *("https://a_b.example.com/", "https://-a.example.com/", "https://a-.example.com/", "https://a..com/"),
        *("https://.example.com/", "https://example.com./", "https://*.example.com/", "https://☃.example.com/"),
        *(
            "https://hooks",
            "https://localhost/",
            "https://a.localhost/",
            "https://printer.local/",
            "https://a.internal/",
        ),
        *("https://a.home.arpa/", "https://1.0.0.127.in-addr.arpa/", "https://a.onion/", "https://a.test/"),
        *("https://93.184.216.34/", "https://[2606:2800:220:1::1]/", "https://127.0.0.1/", "https://[::1]/"),
        *("https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://017700000001/", "https://127.1/"),
        *("https://0/", "https://1.2.3.4.5/", "https://a.1/", "https://a.0x1/", "https://127。0。0。1/"),
        *("https://１２７.0.0.1/", "https://[::ffff:169.254.169.254]/", "https://[::1%25eth0]/", "https://[::1/"),
        *("https://localhost。/", "https://ⓛocalhost/", "https://a.ｌocal/", "https://a.LOCAL/", "https://[a.com]/"),
        f"https://{'a' * 64}.com/",
        f"https://{LABEL}.{LABEL}.{LABEL}.{'a' * 62}/",
        "https://" + "a." * 500 + "com/",
        "https://hooks.example.com/" + "a" * 1975,
        "https://hooks.example.com/" + "a" * 1_000_000,
    ],
)
def test_anything_else_is_not(url: str) -> None:
    assert check_url(url, DEFAULT) == CODE


@pytest.mark.parametrize(
    ("url", "rules", "code"),
    [
        ("http://hooks.example.com/", UrlRules(allow_http=True), None),
        ("http://hooks.example.com:80/", UrlRules(allow_http=True), None),
        ("http://hooks.example.com:8443/", UrlRules(allow_http=True), None),
        ("http://hooks.example.com:81/", UrlRules(allow_http=True), CODE),
        ("http://hooks.example.com:443/", UrlRules(any_port=True), CODE),
        ("https://hooks.example.com:1/", UrlRules(any_port=True), None),
        ("https://hooks.example.com:65535/", UrlRules(any_port=True), None),
        ("https://hooks.example.com:65536/", UrlRules(any_port=True), CODE),
        ("https://hooks.example.com:0/", UrlRules(any_port=True), CODE),
        ("https://lims/", UrlRules(allow_http=True, any_port=True), CODE),
        ("https://lims/", CLOSED, None),
        ("https://localhost/", CLOSED, None),
        ("https://lims.lan/", CLOSED, None),
        ("https://10.0.0.5/", CLOSED, None),
        ("https://[fd00::5]/", CLOSED, None),
        ("https://[FD00::5]/", CLOSED, CODE),
        ("https://[fd00:0::5]/", CLOSED, CODE),
        ("https://10.0.5/", CLOSED, CODE),
        ("https://010.0.0.5/", CLOSED, CODE),
        ("https://167772165/", CLOSED, CODE),
        ("https://a@10.0.0.5/", CLOSED, CODE),
        ("http://10.0.0.5/", CLOSED, CODE),
    ],
)
def test_each_rule_opens_what_it_names_and_no_more(url: str, rules: UrlRules, code: str | None) -> None:
    assert check_url(url, rules) == code


@given(st.one_of(st.text(), st.from_regex(r"https://[^/]{1,30}(/.*)?", fullmatch=True)))
def test_no_text_is_too_odd_to_be_answered(url: str) -> None:
    assert check_url(url, DEFAULT) in {None, CODE}
    found = Guard(DEFAULT, TableResolver({})).target(url)
    assert found in {Refusal.FORBIDDEN_URL, Refusal.UNKNOWN_HOST}


BORDERS = [
    ("10.0.0.0/8", "9.255.255.255", "11.0.0.0"),
    ("100.64.0.0/10", "100.63.255.255", "100.128.0.0"),
    ("127.0.0.0/8", "126.255.255.255", "128.0.0.0"),
    ("169.254.0.0/16", "169.253.255.255", "169.255.0.0"),
    ("172.16.0.0/12", "172.15.255.255", "172.32.0.0"),
    ("192.0.0.0/24", "191.255.255.255", "192.0.1.0"),
    ("192.0.2.0/24", "192.0.1.255", "192.0.3.0"),
    ("192.88.99.0/24", "192.88.98.255", "192.88.100.0"),
    ("192.168.0.0/16", "192.167.255.255", "192.169.0.0"),
    ("198.18.0.0/15", "198.17.255.255", "198.20.0.0"),
    ("198.51.100.0/24", "198.51.99.255", "198.51.101.0"),
    ("203.0.113.0/24", "203.0.112.255", "203.0.114.0"),
    ("224.0.0.0/3", "223.255.255.255", None),
    ("0.0.0.0/8", None, "1.0.0.0"),
    ("168.63.129.16/32", "168.63.129.15", "168.63.129.17"),
    ("::/3", None, "2000::"),
    ("2001::/23", "2000:ffff::1", "2001:200::"),
    ("2001:db8::/32", "2001:db7:ffff::1", "2001:db9::"),
    ("2002::/16", "2001:ffff::1", "2003::"),
    ("2620:4f:8000::/48", "2620:4f:7fff::1", "2620:4f:8001::"),
    ("3fff::/20", "3ffe:ffff::1", "3fff:1000::"),
    ("4000::/2", "3fff:ffff::1", None),
    ("8000::/1", None, None),
]


@pytest.mark.parametrize(("network", "below", "above"), BORDERS)
def test_a_range_is_closed_from_its_first_to_its_last_address(
    network: str, below: str | None, above: str | None
) -> None:
    first, bits = network.split("/")
    kind = type(ip_address(first))
    last = kind(int(ip_address(first)) + 2 ** (kind(0).max_prefixlen - int(bits)) - 1)
    assert not allowed(ip_address(first), private=False)
    assert not allowed(last, private=False)
    assert [allowed(ip_address(beside), private=False) for beside in (below, above) if beside] == [
        True for beside in (below, above) if beside
    ]


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_python_takes_for_private_is_never_reached(address: IPv4Address | IPv6Address) -> None:
    if allowed(address, private=False):
        assert address.is_global
        assert not address.is_multicast
        assert allowed(address, private=True)


@pytest.mark.parametrize(
    ("text", "allowed_there"),
    [
        *[
            (text, True)
            for text in ("127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.0.1", "100.64.0.1", "::1", "fd12::1")
        ],
        *[
            (text, False)
            for text in ("169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fe80::1")
        ],
        *[(text, False) for text in ("0.1.2.3", "255.255.255.255", "224.0.0.1", "::", "ff02::1", "::ffff:127.0.0.1")],
        *[(text, False) for text in ("64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "fe80::1%eth0")],
    ],
)
def test_a_closed_network_opens_its_own_ranges_only(text: str, *, allowed_there: bool) -> None:
    assert allowed(ip_address(text), private=True) is allowed_there
    assert allowed(ip_address(text), private=False) is False


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["1.1.1.1"], "1.1.1.1"),
        (["2606:4700::1111", "1.1.1.1", "1.1.1.1"], "2606:4700::1111 1.1.1.1"),
        (["1.1.1.1", "10.0.0.1"], Refusal.FORBIDDEN_ADDRESS),
        (["10.0.0.1", "1.1.1.1"], Refusal.FORBIDDEN_ADDRESS),
        (["1.1.1.1", "fe80::1%2"], Refusal.FORBIDDEN_ADDRESS),
        ([], Refusal.UNKNOWN_HOST),
        (["no address"], Refusal.UNKNOWN_HOST),
    ],
)
def test_one_address_that_is_not_allowed_refuses_the_name(answer: Sequence[str], expected: str) -> None:
    found = resolve("a.example.com", 443, TableResolver({"a.example.com": [answer]}), DEFAULT)
    assert (found if isinstance(found, Refusal) else " ".join(map(str, found))) == expected


def test_a_target_names_the_host_and_connects_to_the_address() -> None:
    resolver = TableResolver({"xn--fsqu00a.com": [["1.1.1.1", "2606:4700::1111"]]})
    found = Guard(DEFAULT, resolver).target("https://例子.com:8443?a")
    assert isinstance(found, Target)
    assert found.authority == "xn--fsqu00a.com:8443"
    assert [found.url(address) for address in found.addresses] == [
        "https://1.1.1.1:8443/?a",
        "https://[2606:4700::1111]:8443/?a",
    ]
    assert resolver.asked == ["xn--fsqu00a.com"]


def test_the_usual_port_is_not_named() -> None:
    found = Guard(CLOSED, TableResolver({"::1": [["::1"]]})).target("https://[::1]/")
    assert isinstance(found, Target)
    assert found.authority == "[::1]"


def test_the_machines_resolver_knows_loopback() -> None:
    assert set(SystemResolver().addresses("localhost", 443)) <= {"127.0.0.1", "::1"}


def test_a_name_that_the_machine_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert resolve("a.example.com", 443, SystemResolver(), DEFAULT) is Refusal.UNKNOWN_HOST
