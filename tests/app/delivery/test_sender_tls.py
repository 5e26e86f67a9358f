import ssl
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app.delivery.guard import Guard, UrlRules
from app.delivery.sender import Delivered, Failed, Result, Sender
from tests.app.delivery.fakes import Key, SetClock, TableResolver, due
from tests.app.delivery.receiver import Receiver, answering, hanging

HOST = "hooks.example.com"
OPEN = UrlRules(allow_http=True, any_port=True, allow_private=True)


def sender(limit_s: float, trust: ssl.SSLContext) -> Sender:
    return Sender(Guard(OPEN, TableResolver({HOST: [["127.0.0.1"]]})), [Key()], SetClock(), trust, time_limit_s=limit_s)


def certificate(folder: Path, name: str) -> Path:
    key = Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2200, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, None)
    )
    path = folder / "receiver.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


@pytest.mark.parametrize(
    ("named", "result"), [(HOST, Delivered()), ("other.example.com", Failed("tls", strained=True))]
)
def test_tls_checks_the_name_though_the_connection_goes_to_the_address(
    tmp_path: Path, named: str, result: Result
) -> None:
    path = certificate(tmp_path, named)
    server, trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    server.load_cert_chain(path)
    trust.load_verify_locations(path)
    asked: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: asked.append(name)
    with Receiver(answering(200), tls=server) as receiver:
        assert sender(5.0, trust).send(due(f"https://{HOST}:{receiver.port}/")) == result
    assert asked == [HOST]
    assert [it.headers["host"] for it in receiver.received] == [f"{HOST}:{receiver.port}"] * (result == Delivered())


def test_a_receiver_without_tls_is_not_spoken_to_over_https() -> None:
    with Receiver(answering(200)) as receiver:
        assert sender(5.0, ssl.create_default_context()).send(due(f"https://{HOST}:{receiver.port}/")) == Failed(
            "tls", strained=True
        )
        assert receiver.received == []


def test_a_hanging_handshake_ends() -> None:
    with Receiver(hanging) as receiver:
        began = time.monotonic()
        result = sender(0.3, ssl.create_default_context()).send(due(f"https://{HOST}:{receiver.port}/"))
        assert isinstance(result, Failed)
        assert time.monotonic() - began < 8
