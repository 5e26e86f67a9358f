"""What later cases make of a certificate: further versions of its number, by what the body has set."""

import json
import re
from datetime import date

import pytest

from app.certification.lifecycle.vocabulary import Kind
from app.ports.body_papers import Paper, PaperRow
from app.store.engine import Database
from app.workflow.case_desk import Faulty
from tests.app.dossiers import Document, document, put
from tests.app.store.casework import APPLICANT, BODY, DECIDED_ON, LAB, Casework, acting, casework, day_after
from tests.app.store.sampling import evidence, surveyed

LATER = 2


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def later(told: object) -> Document:
    """Return a document two years later."""
    text = json.dumps(told, ensure_ascii=False)
    found: Document = json.loads(re.sub("2026-(?=[0-9]{2}-[0-9]{2})", f"{2026 + LATER}-", text))
    return found


def ruled(by: str, on: date, *clauses: str) -> list[Document]:
    return [{"clause": each, "holds": True, "by": by, "on": on.isoformat(), "ground": "试验"} for each in clauses]


def test_a_change_that_is_approved_reissues_under_number_and_expiry(work: Casework) -> None:
    _, number = work.certified()
    day = day_after(100)
    work.on(day)
    on = day.isoformat()
    data = evidence(number) | {"statements": ruled("A-0001", day, "8.1.2.1")}
    opened = work.open(
        acting("A-0001"), Kind.CHANGE, body=BODY, number="C-1", certificate=number,
        event={"event": "file", "on": on, "data": data},
    )  # fmt: skip
    case = str(work.done(opened)["case"])
    work.done(work.take(case, "P-0001", {"event": "start_evaluation", "on": on}))
    concluded = {"statements": ruled("P-0002", day, "8.1.2.2", "4.3")}
    work.done(work.take(case, "P-0002", {"event": "conclude", "on": on, "data": concluded}))
    told = work.done(work.take(case, "P-0006", {"event": "approve", "on": on}))
    assert (told["state"], told["certificate"]) == ("approved", number)
    first, second = work.published(number).versions
    assert (second.version, second.starts_on, second.expires_on) == (2, first.starts_on, first.expires_on)
    assert [(each.n, each.act, each.version) for each in work.published(number).acts] == [
        (1, "issue", 1), (2, "reissue", 2),
    ]  # fmt: skip
    assert json.loads(second.document)["decision"] == told["decision"]
    assert second.holder == APPLICANT


def renewed(work: Casework, number: str) -> Document:
    """Renew a certificate by the shipped events two years later, up to the surveillance that stands for a visit."""
    certified = {
        "number": number, "starts_on": "2026-07-10", "expires_on": "2029-07-10", "last_visit_on": "2028-02-10",
        "last_visit_was_surveillance": True,
    }  # fmt: skip
    name = work.file(lambda held: held.update(later(held)), put("W2028-0012", "report_no"))
    work.report = name

    def event(n: int) -> Document:
        return later(work.event(n))

    filed = event(1)
    filed["data"]["certified"] = certified
    work.on(date(2028, 4, 20))
    opened = work.open(acting("A-0001"), Kind.RENEWAL, body=BODY, number="R-1", certificate=number, event=filed)
    case = str(work.done(opened)["case"])
    work.let_in(case, LAB)
    for n, person in ((2, "P-0001"), (3, "L-0001"), (4, "L-0001"), (5, "P-0002")):
        sent = event(n)
        work.on(date.fromisoformat(sent["on"]))
        work.done(work.take(case, person, sent))
    on = "2028-07-10"
    work.on(date(2028, 7, 10))
    work.done(work.take(case, "P-0002", {"event": "rely_on_surveillance", "on": on}))
    work.done(work.take(case, "P-0005", {"event": "recommend", "on": on, "data": {"reasons": "符合"}}))
    return work.done(work.take(case, "P-0006", {"event": "renew", "on": on}))


def test_a_renewal_rests_on_no_surveillance_that_is_not_on_record(work: Casework) -> None:
    _, number = work.certified()
    with pytest.raises(AssertionError, match="last_visit_was_surveillance"):
        renewed(work, number)
    surveyed(work, number, date(2027, 5, 10))
    with pytest.raises(AssertionError, match="last_visit_on"):
        renewed(work, number)


@pytest.mark.parametrize(
    ("start", "same", "expected"),
    [
        ("expiry", "same", (2, date(2029, 7, 10), date(2032, 7, 10))),
        ("decision", "same", (2, date(2028, 7, 10), date(2031, 7, 10))),
        ("expiry", "new", (1, date(2029, 7, 10), date(2032, 7, 10))),
    ],
)
def test_a_renewal_counts_as_the_body_has_set(
    work: Casework, start: str, same: str, expected: tuple[int, date, date]
) -> None:
    _, number = work.certified()
    settings = document("body.json", put(start, "settings", "renewal_start", "value"))
    settings["settings"]["renewal_number"]["value"] = same
    content = json.dumps(settings, ensure_ascii=False).encode()
    row = PaperRow(BODY, 2, content, "P-0007", "P-0008", "P-0008-account", work.desk.at())
    work.desk.papers.put(Paper.SETTINGS, row)
    surveyed(work, number, date(2028, 2, 10))
    told = renewed(work, number)
    newest = work.published(str(told["certificate"])).versions[-1]
    assert (newest.version, newest.starts_on, newest.expires_on) == expected
    assert (newest.number == number) == (same == "same")
    assert [each.act for each in work.published(number).acts] == ["issue", "survey", "renew"]


def test_no_certificate_gets_a_number_that_no_address_holds(work: Casework) -> None:
    """Of a format that was set before such formats were refused."""
    settings = document("body.json", put("JSPB/{year}/{serial}", "settings", "number_format", "value"))
    content = json.dumps(settings, ensure_ascii=False).encode()
    row = PaperRow(BODY, 2, content, "P-0007", "P-0008", "P-0008-account", work.desk.at())
    work.desk.papers.put(Paper.SETTINGS, row)
    case = work.filed()
    work.follow(case)
    work.on(DECIDED_ON)
    found = work.take(case, "P-0006", work.decision())
    assert isinstance(found, Faulty)
    assert [(each.code, each.where) for each in found.issues] == [("number_format_unusable", "number_format")]
    assert len(work.seen(case).records) == 11
