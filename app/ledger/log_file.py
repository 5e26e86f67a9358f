"""The log as a file (`labverdict.log/1`): one canonical JSON object on each line.

First `{"format":...}`, then the entries in order as `{"entry":<base64 of the exact bytes>}`, then the signed heads as
`{"checkpoint":<envelope>}`, then the keys that signed them as `{"public_key":{"alg","kid","value"}}`. The keys are
to be compared with those that the reader trusts; that they stand in the file proves nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.ledger.canonical import Json, NotCanonical, canonical, read_canonical
from app.ledger.envelope import Envelope, key_id, read_envelope_record
from app.ledger.fault import NO_ENTRIES, Fault, FaultCode
from app.ledger.notation import Malformed, octets_text, read_octets

FORMAT = "labverdict.log/1"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A raw public key and its algorithm."""

    alg: str
    value: bytes

    @property
    def kid(self) -> str:
        """Return the key's identifier."""
        return key_id(self.value)


@dataclass(frozen=True, slots=True)
class Offered:
    """An envelope that is said to be a signed head, and where it was found."""

    place: str
    envelope: Envelope | Malformed


def log_lines(bodies: Iterable[bytes], checkpoints: Iterable[bytes], keys: Iterable[PublicKey]) -> Iterator[bytes]:
    """Write a log: the entries' bytes, the canonical envelopes of its heads, the keys of every signature on them."""
    yield _line("format", FORMAT)
    for body in bodies:
        yield _line("entry", octets_text(body))
    for envelope in checkpoints:
        yield _line("checkpoint", read_canonical(envelope))
    for key in keys:
        yield _line("public_key", {"alg": key.alg, "kid": key.kid, "value": octets_text(key.value)})


@dataclass(slots=True)
class LogFile:
    """A log file being read: iterate over `entries` to its end, then `heads`, `keys` and `faults` are complete."""

    lines: Iterable[bytes]
    heads: list[Offered] = field(default_factory=list)
    keys: list[PublicKey] = field(default_factory=list)
    _bad: list[tuple[int, int, str]] = field(default_factory=list)
    _entries: int = 0

    def entries(self) -> Iterator[bytes]:
        """Yield the bytes of every entry that can be read."""
        number = 0
        for number, line in enumerate(self.lines, start=1):
            try:
                told = read_canonical(line.removesuffix(b"\n"))
            except NotCanonical as refusal:
                self._note(number, str(refusal))
                continue
            body = self._take(told, number)
            if body is not None:
                self._entries += 1
                yield body
        if not number:
            self._note(1, "an empty file")

    def faults(self) -> list[Fault]:
        """Return the lines that are not of the format, and keys that differ from those named in the signatures."""
        faults = [
            Fault(FaultCode.LINE_MALFORMED, range(at, min(at + 1, self._entries)), f"line {number}", what)
            for number, at, what in self._bad
        ]
        signing = {
            (signature.alg, signature.kid)
            for head in self.heads
            if isinstance(head.envelope, Envelope)
            for signature in head.envelope.signatures
        }
        if signing != {(key.alg, key.kid) for key in self.keys}:
            what = "the keys listed are not those that the signatures name"
            faults.append(Fault(FaultCode.KEYS_DIFFER, NO_ENTRIES, "the public keys", what))
        return faults

    def _take(self, told: Json, number: int) -> bytes | None:
        match told:
            case {"format": "labverdict.log/1", **others} if number == 1 and not others:
                return None
            case {"entry": str(text), **others} if number > 1 and not others and not self.heads and not self.keys:
                body = read_octets(text)
                if body is None:
                    self._note(number, "the entry is not base64")
                return body
            case {"checkpoint": record, **others} if number > 1 and not others and not self.keys:
                self.heads.append(Offered(f"line {number}", read_envelope_record(record)))
            case {"public_key": {"alg": str(alg), "kid": str(kid), "value": str(text), **more}, **others} if (
                number > 1 and not others and not more
            ):
                value = read_octets(text)
                if value is None or key_id(value) != kid:
                    self._note(number, "the key's identifier is not its own")
                else:
                    self.keys.append(PublicKey(alg, value))
            case _:
                self._note(number, f"no line that {FORMAT} has in this place")
        return None

    def _note(self, number: int, what: str) -> None:
        self._bad.append((number, self._entries, what))


def _line(member: str, value: Json) -> bytes:
    return canonical({member: value}) + b"\n"
