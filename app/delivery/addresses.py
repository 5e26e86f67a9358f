"""Which addresses a webhook may reach: global unicast, by a list of our own.

`ipaddress.is_global` answers otherwise from one patch release of Python to the next, and takes 6to4, NAT64 and
deprecated site-local addresses for global; each of those can lead to a private network.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_NOT_GLOBAL_4 = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
# Teredo, benchmarks, ORCHID and the like; documentation; 6to4, which carries an IPv4 address; AS112.
_NOT_GLOBAL_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")))
_CLOSED_4 = tuple(map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_CLOSED_6 = tuple(map(IPv6Network, ("::1/128", "fc00::/7")))
# Where clouds tell a machine its secrets; 169.254.169.254 and its like are link-local and never allowed.
_METADATA = frozenset(
    {
        *map(IPv4Address, ("100.100.100.200", "168.63.129.16")),
        *map(IPv6Address, ("fd00:ec2::254", "fd20:ce::254")),
    }
)


def allowed(address: Address, *, private: bool) -> bool:
    """Tell whether a webhook may connect to the address.

    `private` also allows loopback and the ranges of closed networks (RFC 1918, RFC 6598, RFC 4193), but no link-local,
    multicast, unspecified, tunnelled or IPv4-mapped address and none where clouds keep their metadata.
    """
    if address in _METADATA:
        return False
    match address:
        case IPv4Address():
            within = any(address in network for network in _CLOSED_4)
            return (private and within) or not any(address in network for network in _NOT_GLOBAL_4)
        case IPv6Address():
            within = any(address in network for network in _CLOSED_6)
            reachable = address in _GLOBAL_6 and not any(address in network for network in _NOT_GLOBAL_6)
            return (private and within) or reachable
