"""`labverdict.draw/1` as JSON: the list that is frozen, then the same with digest, nonces and the lots drawn.

A document is refused for every fault at once: a lot that stands there twice, more to draw than there are, a nonce that
does not open the commitment, a list that is not the frozen one.
"""

import re
import unicodedata

from app.certification.document import Json
from app.certification.drawing import FORMAT, NONCE_BYTES, Draw, Lot, LotList, Source, commit, freeze
from app.certification.form import Form, Refused, read_document

LIST_FIELDS = ("name", "commitment", "count", "lots")
DRAW_FIELDS = (*LIST_FIELDS, "lots_sha256", "holder_nonce", "body_nonce")
DRAWN = "drawn"

_HEX = re.compile(f"[0-9a-f]{{{2 * NONCE_BYTES}}}")
_UNSEEN = frozenset({"Cf", "Cs"})
_NO_BYTES = bytes(NONCE_BYTES)


def read_lot_list(content: bytes) -> LotList | Refused:
    """Read a list before it is frozen; what comes later in the protocol has no place in it yet."""
    return read_document(content, FORMAT, _read_unfrozen)


def read_draw(content: bytes, *, drawn: bool) -> Draw | Refused:
    """Read a whole draw; `drawn` tells whether the lots drawn have to stand there, or must not yet."""
    return read_document(content, FORMAT, lambda form: _read_draw(form, drawn=drawn))


def is_identifier(text: str) -> bool:
    """Tell whether a text has the one form of its characters, so that two that look alike are alike."""
    return unicodedata.normalize("NFC", text) == text and _UNSEEN.isdisjoint(map(unicodedata.category, text))


def list_json(lots: LotList) -> dict[str, Json]:
    """Return a list as it is read."""
    return {
        "format": FORMAT,
        "name": lots.name,
        "commitment": lots.commitment.hex(),
        "count": lots.count,
        "lots": [{"id": lot.id, "source": lot.source.value} for lot in lots.lots],
    }


def draw_json(draw: Draw) -> dict[str, Json]:
    """Return a draw as it is read, without the lots drawn."""
    nonces = {"holder_nonce": draw.holder_nonce.hex(), "body_nonce": draw.body_nonce.hex()}
    return {**list_json(draw.list), "lots_sha256": freeze(draw.list).hex(), **nonces}


def _read_unfrozen(form: Form) -> LotList:
    form.only(LIST_FIELDS)
    return _read_list(form)


def _read_draw(form: Form, *, drawn: bool) -> Draw:
    form.only((*DRAW_FIELDS, DRAWN) if drawn else DRAW_FIELDS)
    before = form.faults.count
    lots = _read_list(form)
    is_readable = form.faults.count == before
    frozen, holder, body = (_bytes(form, key) for key in ("lots_sha256", "holder_nonce", "body_nonce"))
    if holder is not None and holder == body:
        form.refuse("holder_nonce", "nonce_repeated", holder.hex(), "a nonce of the holder's own")
    if body is not None and is_readable and commit(lots.name, body) != lots.commitment:
        form.refuse("body_nonce", "commitment_broken", body.hex(), f"the nonce that {lots.commitment.hex()} commits to")
    if frozen is not None and is_readable and freeze(lots) != frozen:
        form.refuse("lots_sha256", "list_changed", frozen.hex(), f"{freeze(lots).hex()}, as this list gives")
    said = form.texts(DRAWN) if drawn else None
    if said == () and not form.has(DRAWN):
        form.refuse(DRAWN, "field_missing", "", "the lots that were drawn, in their order")
    return Draw(lots, holder or _NO_BYTES, body or _NO_BYTES, said)


def _read_list(form: Form) -> LotList:
    lots: dict[str, Lot] = {}
    entries = form.forms("lots")
    for entry in entries:
        lot = _read_lot(entry)
        if lot.id and lot.id in lots:
            entry.refuse("id", "lot_repeated", lot.id, "each lot once")
        lots[lot.id] = lot
    before = form.faults.count
    number = form.whole("count")
    if form.faults.count == before and not 0 < number <= len(entries):
        form.refuse("count", "count_beyond_lots", str(number), f"1 to {len(entries)}, the number of lots")
    name, commitment = _identifier(form, "name"), _bytes(form, "commitment")
    return LotList(name, commitment or _NO_BYTES, number, tuple(lots.values()))


def _read_lot(form: Form) -> Lot:
    form.only({"id", "source"})
    return Lot(_identifier(form, "id"), form.choice("source", Source))


def _identifier(form: Form, key: str) -> str:
    text = form.text(key)
    if not is_identifier(text):
        form.refuse(key, "identifier_not_canonical", text, "composed characters (NFC), none of them invisible")
    return text


def _bytes(form: Form, key: str) -> bytes | None:
    text = form.text(key)
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)
    if text:
        form.refuse(key, "hex_malformed", text, f"{2 * NONCE_BYTES} hexadecimal digits, in small letters")
    return None
