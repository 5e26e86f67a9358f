"""Speed of verification, each figure beside a floor measured in the same run."""

import hashlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from app.intake.take_in import Asked, Refused, take_in
from app.library.shelf import data_root, load
from app.verification.record import canonical_bytes
from app.verification.report import TestReport
from app.verification.scheme import Scheme
from app.verification.verify import verify
from lims_adapters.contract import Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from methods.acceptance import Comparison, span
from methods.gate import gate
from methods.limit_text import read_limit
from methods.reading import read_number
from methods.unit_spellings import find_unit
from methods.units import Kind

REPORT = Path(__file__).parents[1] / "data" / "diesel_report.json"
SCHEME = "JSPB01-180004-2023"
VERIFY_S, CHECK_S, PROCESS_S = 0.5e-3, 5e-6, 0.6
READ_US, BYTES_US, WHOLE_US = 1500, 500, 3000
ROUNDS = 9
WITHOUT_LIMIT = frozenset({"10%回收温度"})


def median_s(work: Callable[[], object], runs: int, repeats: int = 1) -> float:
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        for _ in range(repeats):
            work()
        taken.append((time.perf_counter() - begin) / repeats)
    return statistics.median(taken)


def least_us(work: Callable[[], object], runs: int) -> float:
    return min(median_s(work, 1) for _ in range(runs)) * 1e6


def quietest(
    work: Callable[[], object], floor: Callable[[], object], runs: int, repeats: int = 1
) -> tuple[float, float]:
    """Return the medians of work and floor in the round whose floor was lowest: the one that was disturbed least."""
    rounds = [(median_s(floor, runs, repeats), median_s(work, runs, repeats)) for _ in range(ROUNDS)]
    bare, worked = min(rounds)
    return worked, bare


def diesel(items: int) -> tuple[Scheme, TestReport]:
    library = load(data_root())
    scheme = library.schemes[SCHEME]
    sent = json.loads(REPORT.read_bytes())
    sent["results"] = [result for result in sent["results"] if result["item"] not in WITHOUT_LIMIT]
    delivery = ADAPTER.parse(Source(json.dumps(sent, ensure_ascii=False).encode(), REPORT.name))
    report = take_in(delivery.reports[0], scheme, library.vocabulary, Asked())
    assert not isinstance(report, Refused), report
    assert len(report.results) == items
    return scheme, report


def test_a_report_of_21_results_is_verified_with_full_findings() -> None:
    scheme, report = diesel(21)
    values = [Fraction(r.typed) for r in report.results if r.typed.replace(".", "").lstrip("-").isdigit()]
    limit, factor = Fraction(10), Fraction(10000)

    def floor() -> list[bool]:
        return [value * factor <= limit for value in values]

    verified, bare = quietest(lambda: verify(scheme, report, report.issued_on), floor, 100)
    recorded, _ = quietest(lambda: canonical_bytes(verify(scheme, report, report.issued_on)), floor, 20)
    print(
        f"\nverify, 21 results, {len(verify(scheme, report, report.issued_on).findings)} findings: "
        f"{verified * 1e6:.0f} us (target {VERIFY_S * 1e6:.0f}); with its canonical bytes {recorded * 1e6:.0f} us; "
        f"floor, convert and compare {len(values)} fractions: {bare * 1e6:.0f} us"
    )
    assert verified <= VERIFY_S


def test_a_report_from_its_bytes_to_the_digest_of_its_verdict() -> None:
    library, content = load(data_root()), REPORT.read_bytes()
    scheme, source = library.schemes[SCHEME], Source(content, REPORT.name)

    def read() -> TestReport:
        report = take_in(ADAPTER.parse(source).reports[0], scheme, library.vocabulary, Asked())
        assert not isinstance(report, Refused), report
        return report

    report = read()
    verdict = verify(scheme, report, report.issued_on)
    written = canonical_bytes(verdict)

    def whole() -> str:
        report = read()
        return hashlib.sha256(canonical_bytes(verify(scheme, report, report.issued_on))).hexdigest()

    def floor() -> tuple[object, str]:
        return json.loads(content), hashlib.sha256(written).hexdigest()

    works = (floor, read, lambda: verify(scheme, report, report.issued_on), lambda: canonical_bytes(verdict), whole)
    bare, reading, verified, recorded, all_of_it = (least_us(work, 300) for work in works)
    print(
        f"\n{len(content)} bytes, {len(report.results)} results -> {len(verdict.findings)} findings: "
        f"read {reading:.0f} us (target {READ_US}), verify {verified:.0f} us, canonical bytes {recorded:.0f} us "
        f"(target {BYTES_US}), whole {all_of_it:.0f} us (target {WHOLE_US}); "
        f"floor, json.loads and SHA-256 of the same: {bare:.0f} us"
    )
    assert (reading <= READ_US, recorded <= BYTES_US, all_of_it <= WHOLE_US) == (True, True, True)


def test_one_check_from_text_to_outcome_without_a_finding() -> None:
    limit, percent = find_unit("mg/kg", Kind.MASS_FRACTION), find_unit("%", Kind.MASS_FRACTION)
    compiled = gate(span(read_limit("≤8").conditions, Comparison.FULL_VALUE), limit, percent)
    checked, bare = quietest(
        lambda: compiled.judge(read_number("0.00062")), lambda: Fraction("0.00062") * 10000 <= 8, 20, 500
    )
    print(
        f"\none check, text in % against mg/kg: {checked * 1e6:.2f} us (target {CHECK_S * 1e6:.0f}); "
        f"floor, the same by a bare Fraction: {bare * 1e6:.2f} us"
    )
    assert checked <= CHECK_S


def test_the_command_as_a_whole_process() -> None:
    command = [str(Path(sys.executable).with_name("labverdict")), "verify", str(REPORT), "--scheme", SCHEME]
    whole, bare = quietest(
        lambda: subprocess.run(command, check=True, capture_output=True),
        lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        3,
    )
    print(f"\nlabverdict verify: {whole:.3f} s (target {PROCESS_S}); floor, an empty interpreter: {bare:.3f} s")
    assert whole <= PROCESS_S
