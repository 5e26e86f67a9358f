"""Random decimals come back with the text that was sent: from the stored results, the verdict and the original."""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import select

from app.store.engine import Database
from app.store.evidence_tables import result
from tests.campaigns import laboratory
from tests.campaigns.campaign import dice, size, tell
from tests.campaigns.laboratory import Laboratory, diesel

DECIMALS, MOST_RESULTS = size("DECIMALS", 20_000), 2000
LONGEST, SMALLEST, LARGEST = 40, Decimal("1e-30"), Decimal("1e30")
# An item that may be negative and has no bounds.
ITEM = {"item": "温度误差", "unit": "℃", "method": "GB/T 6536-2010", "tested_on": "2026-05-06"}
IN_JSON = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)

Texts = Mapping[str, str]


def decimals(chance: random.Random) -> Iterator[str]:
    """Return decimals of every form that is read: signs, leading zeros, trailing zeros, points and powers."""
    while True:
        power = chance.choice(("", f"{chance.choice('eE')}{chance.choice(('', '+', '-'))}{chance.randrange(45):02}"))
        longest = LONGEST - len(power) - 2
        digits = "".join(chance.choices("0123456789", k=chance.randint(1, longest)))
        zeros = chance.choice(("", "0" * chance.randrange(1 + longest - len(digits))))
        digits = chance.choice((digits + zeros, zeros + digits))
        point = chance.randrange(1, len(digits) + 1)
        number = f"{digits[:point]}.{digits[point:]}".removesuffix(".")
        text = f"{chance.choice(('', '+', '-'))}{number}{power}"
        if Decimal(text) == 0 or SMALLEST <= abs(Decimal(text)) <= LARGEST:
            yield text


def body(report_no: str, texts: Texts, chance: random.Random) -> bytes:
    """Return a report with a result for each replicate; what can be a JSON number is one, half the time."""
    content = diesel(report_no, [ITEM | {"value": f"<{name}>", "replicate": name} for name in texts]).decode()

    def written(match: re.Match[str]) -> str:
        text = texts[match[1]]
        return text if chance.randrange(2) and IN_JSON.fullmatch(text) else f'"{text}"'

    return re.sub(r'"<([0-9]+)>"', written, content).encode()


def in_results(database: Database, organisation: str, report: str) -> Texts:
    wanted = select(result.c.replicate, result.c.value).where(result.c.report_id == report)
    with database.reading(organisation) as connection:
        return {row.replicate: row.value for row in connection.execute(wanted)}


def in_verdict(at: Laboratory, report: str) -> Texts:
    verdict = at.desk.readings.verdict(at.caller.organisation, report, None)
    assert verdict is not None
    results = [finding["result"] for finding in json.loads(verdict.content)["findings"]]
    return {each["replicate"]: each["value"] for each in results if each is not None}


def in_original(at: Laboratory, report: str, content: bytes) -> Texts:
    original = at.desk.readings.original_of(at.caller.organisation, report, None)
    assert original is not None
    assert original[1] == content
    read: dict[str, Any] = json.loads(original[1], parse_float=str, parse_int=str)
    return {each["replicate"]: each["value"] for each in read["results"]}


def test_every_decimal_comes_back_as_it_was_sent(database: Database) -> None:
    at, chance = laboratory.at(database), dice(2)
    source, forms = decimals(chance), set[str]()
    sent = 0
    for number in count():
        texts = {str(each + 1): next(source) for each in range(min(MOST_RESULTS, DECIMALS - sent))}
        if not texts:
            break
        content = body(f"W-{number}", texts, chance)
        report = json.loads(at.file(content, f"key-{number}").body)["report"]
        assert in_results(database, at.caller.organisation, report) == texts
        assert in_verdict(at, report) == texts
        assert in_original(at, report, content) == texts
        sent += len(texts)
        forms |= {form(text) for text in texts.values()}
    tell(f"{database.url.get_backend_name()}: {sent} decimals in {number} reports, of {len(forms)} forms and lengths")
    assert {length for length, *_ in map(str.split, forms)} >= {str(length) for length in range(2, LONGEST + 1)}


def form(text: str) -> str:
    """Return the length and the shape of a number: every run of digits is a 9."""
    return f"{len(text)} {re.sub('[0-9]+', '9', text)}"


def test_a_column_of_numbers_loses_how_they_were_written(database: Database) -> None:
    source = decimals(dice(2))
    texts = [next(source) for _ in range(1000)]
    lost = {kind: len(texts) - kept(database, kind, texts) for kind in ("NUMERIC", "DOUBLE PRECISION")}
    tell(f"{database.url.get_backend_name()}, control: of {len(texts)} decimals, changed by their column: {lost}")
    assert min(lost.values()) > 0


def kept(database: Database, kind: str, texts: Sequence[str]) -> int:
    """Return how many texts a column of a kind of number gives back."""
    place = "?" if database.is_sqlite else "%s"
    with database.engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE loose (n INTEGER, value {kind})")
        rows = list(enumerate(texts))
        insertion = f"INSERT INTO loose VALUES ({place}, CAST({place} AS {kind}))"  # noqa: S608 - words of ours
        connection.exec_driver_sql(insertion, rows)
        found = connection.exec_driver_sql("SELECT CAST(value AS TEXT) FROM loose ORDER BY n").scalars().all()
        connection.exec_driver_sql("DROP TABLE loose")
        return sum(text == back for text, back in zip(texts, found, strict=True))
