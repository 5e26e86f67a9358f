"""What a laboratory printed beside the requirements that are not held, as a table that a person reads, and as JSON."""

from app.certification.stated_requirements import Offered, offered
from app.cli.figures import typed_with_unit, with_unit
from app.cli.grid import Line, Row, grid
from app.cli.labels import Label
from app.cli.naming import clause_name, named
from app.cli.screen import plain
from app.cli.verdict_table import pairs
from app.ledger.canonical import Json
from app.verification.verdict import Verdict
from app.wording import CERTAINTIES, Language
from app.wording.comparing import AGREEMENTS
from app.workflow.comparison_told import compared
from lims_adapters.faults import excerpt, printable

FORMAT = "labverdict.comparison/1"
_NOTHING = "—"


def comparison_lines(verdict: Verdict, language: Language, width: int) -> list[Line]:
    """Return a row for each result on a requirement that the rule data do not hold."""
    head = [
        (Label.SCHEME.to(language), verdict.scheme.id),
        (Label.REPORT.to(language), printable(verdict.report.report_no)),
        (Label.SAMPLE.to(language), printable(verdict.report.sample_id)),
        (Label.AS_OF.to(language), verdict.as_of.isoformat()),
    ]
    titles = (
        Label.ITEM, Label.RESULT, Label.ADOPTED_LIMIT, Label.STATED_REQUIREMENT, Label.COMPARED, Label.CLAUSE,
    )  # fmt: skip
    rows = [_row(each, language) for each in offered(verdict)]
    return [*pairs(head), plain(), *grid([title.to(language) for title in titles], rows, width)]


def comparison_json(verdict: Verdict) -> Json:
    """Return the same as `labverdict.comparison/1`."""
    return {
        "format": FORMAT,
        "scheme": verdict.scheme.id,
        "report_no": verdict.report.report_no,
        "sample": verdict.report.sample_id,
        "as_of": verdict.as_of.isoformat(),
        "requirements": compared(verdict),
    }


def _row(offer: Offered, language: Language) -> Row:
    requirement, result = offer.requirement, offer.result
    limit = requirement.limit
    adopted = CERTAINTIES[requirement.certainty].to(language) if limit is None else with_unit(limit.text, limit.unit)
    return Row(
        (
            named(requirement.characteristic, language),
            typed_with_unit(excerpt(result.typed), result.unit_typed),
            adopted,
            _NOTHING if offer.stated is None else excerpt(offer.stated),
            AGREEMENTS[offer.agreement].to(language),
            clause_name(requirement.clause),
        )
    )
