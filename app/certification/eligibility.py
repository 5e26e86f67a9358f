"""Whether an applicant may enter what a programme recommends or cultivates, condition by condition.

Outside the round in which a programme binds, everything here is `indicative`: it tells, and refuses nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.certification.answers import Answer, Finding, Reason
from app.certification.applicant import Applicant, Claim, Ruling, Statement
from app.certification.conditions import find, found, stated
from app.certification.entry import Effect, NeededDocument, Priority, Sector, Subject, Waiver
from app.certification.programme import Programme
from app.certification.standing import Standing, weigh

# What no figure and no word of a programme settles, so that a person does.
_LEFT_TO_A_PERSON = frozenset({Reason.LIST_IS_OPEN, Reason.NO_FIGURE_PRINTED, Reason.MAY_BE_LOWERED})


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where an applicant stands under a programme on a day. `priorities` are what it claims of them; never a gate."""

    programme: str
    applicant: str
    on: date
    indicative: bool
    standing: Standing
    findings: tuple[Finding, ...]
    priorities: tuple[Priority, ...]

    @property
    def refuses(self) -> bool:
        """Tell whether an application may be refused for this: only in the round in which the programme binds."""
        return not self.indicative and self.standing is Standing.NOT_MET


def assess(programme: Programme, applicant: Applicant, on: date) -> Assessment:
    """Judge every condition of the applicant's sector, and the documents of the stages before its application."""
    findings = (
        *(
            _settled(find(condition, applicant, on), programme, applicant, on)
            for condition in programme.asked_of(Subject.APPLICANT, applicant.sector)
        ),
        *(_document(document, applicant) for document in _filed_before_application(programme, applicant.sector)),
    )
    return Assessment(
        programme=programme.id,
        applicant=applicant.name,
        on=on,
        indicative=not programme.binds(on),
        standing=weigh(finding.standing for finding in findings),
        findings=findings,
        priorities=tuple(
            priority
            for priority in programme.priorities
            if applicant.sector in priority.sectors and _claimed(priority.any_of, applicant, on)
        ),
    )


def qualify(
    programme: Programme, subject: Subject, sector: Sector, statements: Mapping[str, Statement]
) -> tuple[Finding, ...]:
    """Judge an expert, a body or a person by what is stated of them (第十一条, 第十三条 of the draft)."""
    return tuple(found(condition, stated(condition, statements)) for condition in programme.asked_of(subject, sector))


def _settled(finding: Finding, programme: Programme, applicant: Applicant, on: date) -> Finding:
    """Return the finding after the waivers that lift its condition, and after what a person ruled."""
    waivers = [
        waiver
        for waiver in programme.waivers
        if applicant.sector in waiver.sectors and finding.condition in waiver.lifts
    ]
    if finding.standing is not Standing.MET and waivers:
        finding = _waived(finding, waivers, applicant, on)
    ruling = (applicant.rulings or {}).get((programme.id, finding.condition))
    is_left_to_a_person = finding.reason in _LEFT_TO_A_PERSON or (
        finding.reason is Reason.BELOW_FIGURE and any(waiver.open_list for waiver in waivers)
    )
    return _ruled(finding, ruling, on) if is_left_to_a_person and ruling is not None else finding


def _waived(finding: Finding, waivers: Iterable[Waiver], applicant: Applicant, on: date) -> Finding:
    """Return what the best of the waivers makes of a condition that is not met, or not known to be."""
    if applicant.standings is None:
        is_refused = finding.standing is Standing.NOT_MET
        return finding.turned(Standing.OPEN, Reason.STANDINGS_NOT_STATED) if is_refused else finding
    turned = finding
    for waiver in waivers:
        claims = _claimed(waiver.any_of, applicant, on)
        if not claims:
            continue
        if all(claim.evidence is None for claim in claims.values()):
            turned = finding.turned(Standing.OPEN, Reason.EVIDENCE_MISSING, waiver)
            continue
        match waiver.effect:
            case Effect.LIFTED:
                return finding.turned(Standing.NOT_APPLICABLE, Reason.WAIVED, waiver)
            case Effect.MAY_BE_LOWERED:
                turned = finding.turned(Standing.OPEN, Reason.MAY_BE_LOWERED, waiver)
    return turned


def _claimed(words: Iterable[str], applicant: Applicant, on: date) -> Mapping[str, Claim]:
    claims = applicant.standings or {}
    return {word: claims[word] for word in words if word in claims and claims[word].holds(on)}


def _ruled(finding: Finding, ruling: Ruling, on: date) -> Finding:
    if on < ruling.decided_on:
        return finding
    if ruling.granted:
        return finding.turned(Standing.MET, Reason.GRANTED)
    return finding.turned(Standing.NOT_MET, Reason.DENIED)


def _filed_before_application(programme: Programme, sector: Sector) -> Iterable[NeededDocument]:
    stages = {stage.name for stage in programme.before_application()}
    for document in programme.documents:
        if document.stage in stages and document.filed_by == Subject.APPLICANT and sector in document.sectors:
            yield document


def _document(document: NeededDocument, applicant: Applicant) -> Finding:
    if applicant.documents is None:
        answer = Answer(Standing.OPEN, Reason.NOT_STATED, needed=f"documents: {document.id}")
    elif document.id in applicant.documents:
        answer = Answer(Standing.MET, Reason.DOCUMENT_FILED)
    else:
        answer = Answer(Standing.OPEN, Reason.DOCUMENT_MISSING, needed=document.id)
    return Finding(document.id, document.zh, document.en, document.norm, answer)
