"""One condition of a programme against what is known of an applicant. What is not known leaves it open."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from app.certification.amounts import Amount, Unit
from app.certification.answers import Answer, Finding, Reason
from app.certification.applicant import Account, Applicant, Start, Statement
from app.certification.entry import Bound, Chooser, Condition, Figure, Proof
from app.certification.standing import Standing
from app.certification.terms import years_after


def find(condition: Condition, applicant: Applicant, on: date) -> Finding:
    """Return what is found of a condition on a day, before any waiver."""
    return found(condition, prove(condition, applicant, on))


def found(condition: Condition, answer: Answer) -> Finding:
    """Return an answer as the finding of its condition."""
    return Finding(condition.id, condition.zh, condition.en, condition.norm, answer, condition.doubts)


def prove(condition: Condition, applicant: Applicant, on: date) -> Answer:
    """Answer a condition from what the applicant states."""
    match condition.proof:
        case Proof.STATED:
            return stated(condition, applicant.statements)
        case Proof.YEARS:
            return _years(condition, applicant, on)
        case Proof.AMOUNT:
            return _amount(condition, applicant, on)
        case Proof.SCALE:
            return _scale(condition, applicant)
        case Proof.PROFITABLE | Proof.GROWING:
            return _accounts(condition, applicant, on)
        case Proof.CLEAN:
            return _clean(condition, applicant, on)
        case Proof.VALID:
            return _valid(applicant, on)
        case Proof.ONE_OF:
            return _one_of(condition, applicant, on)


def stated(condition: Condition, statements: Mapping[str, Statement] | None) -> Answer:
    """Answer by what a named person states."""
    statement = (statements or {}).get(condition.fact)
    if statement is None:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed=condition.fact)
    told = f"{statement.by}: {statement.ground}"
    if statement.holds:
        return Answer(Standing.MET, Reason.STATED, told)
    return Answer(Standing.NOT_MET, Reason.STATED_NOT_TO_HOLD, told)


def _years(condition: Condition, applicant: Applicant, on: date) -> Answer:
    since, figure = applicant.starts.get(Start(condition.fact)), condition.figures[0]
    if since is None:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed=condition.fact)
    complete = years_after(since, int(figure.amount.number))
    reached = complete <= on if figure.bound is Bound.AT_LEAST else complete < on
    return _against(figure, reached=reached, equal=complete == on, found=since.isoformat())


def _against(figure: Figure, *, reached: bool, equal: bool, found: str) -> Answer:
    """Return the answer of a comparison; on the figure itself, a reading other than the print is told."""
    if not reached:
        return Answer(Standing.NOT_MET, Reason.BELOW_FIGURE, found, figure.printed)
    is_reading = equal and figure.printed_bound is not figure.bound
    reason = Reason.AT_FIGURE_AS_READ if is_reading else Reason.REACHES_FIGURE
    return Answer(Standing.MET, reason, found, figure.printed)


def _compared(amount: Amount, figure: Figure, told: str) -> Answer:
    value, least = amount.within(figure.amount.unit), figure.amount.number
    reached = value >= least if figure.bound is Bound.AT_LEAST else value > least
    answer = _against(figure, reached=reached, equal=value == least, found=told)
    return replace(answer, value=value, figure=figure.amount)


def _amount(condition: Condition, applicant: Applicant, on: date) -> Answer:
    figures = condition.figures
    if condition.by is not None:
        word = _word(condition.by, applicant)
        if word is None:
            return Answer(Standing.OPEN, Reason.NOT_STATED, needed=condition.by)
        figures = tuple(figure for figure in figures if word in figure.of)
    if not figures:
        return Answer(Standing.OPEN, Reason.NO_FIGURE_PRINTED)
    account, year = Account(condition.fact), _last_year(condition, on)
    amount = applicant.accounts.get(account, {}).get(year)
    if amount is None:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed=f"{account} {year}")
    return _compared(amount, figures[0], f"{amount} ({year})")


def _word(by: Chooser, applicant: Applicant) -> str | None:
    match by:
        case Chooser.ORGANISATION:
            return applicant.organisation
        case Chooser.PRODUCT_CLASS:
            return applicant.product_class


def _last_year(condition: Condition, on: date) -> int:
    return on.year - 1 if condition.year is None else condition.year


def _scale(condition: Condition, applicant: Applicant) -> Answer:
    """Answer by the measure that comes nearest to its figure: any one is enough."""
    if applicant.scales is None:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed="scales")
    measured = [
        (amount, figure, f"{amount} ({measure})")
        for measure, amount in applicant.scales.items()
        for figure in condition.figures
        if measure in figure.of
    ]
    if not measured:
        return Answer(Standing.OPEN, Reason.NO_FIGURE_PRINTED)
    return _compared(*max(measured, key=lambda one: one[0].within(one[1].amount.unit) / one[1].amount.number))


def _accounts(condition: Condition, applicant: Applicant, on: date) -> Answer:
    """Answer by the last complete years: each above zero, or each above the year before."""
    sums = applicant.accounts.get(Account(condition.fact), {})
    last, grows = _last_year(condition, on), condition.proof is Proof.GROWING
    years = range(last, last - int(condition.figures[0].amount.number), -1)
    unknown: list[str] = []
    for year in years:
        amount, before = sums.get(year), sums.get(year - 1) if grows else Amount(Fraction(0), Unit.YUAN)
        if amount is None or before is None:
            unknown.append(f"{condition.fact} {year}" if amount is None else f"{condition.fact} {year - 1}")
        elif amount.within(Unit.YUAN) <= before.within(Unit.YUAN):
            failed = Reason.DID_NOT_GROW if grows else Reason.NOT_ABOVE_ZERO
            return Answer(Standing.NOT_MET, failed, f"{amount} ({year})", condition.figures[0].printed)
    if unknown:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed=", ".join(dict.fromkeys(unknown)))
    told = "; ".join(f"{sums[year]} ({year})" for year in years)
    return Answer(Standing.MET, Reason.GREW if grows else Reason.ABOVE_ZERO, told, condition.figures[0].printed)


def _clean(condition: Condition, applicant: Applicant, on: date) -> Answer:
    """Answer by a register: an event counts until its last day of the window, and silence beyond a search is none."""
    record = (applicant.records or {}).get(condition.fact)
    first = years_after(on, -int(condition.figures[0].amount.number))
    window = f"{first.isoformat()}/{on.isoformat()}"
    if record is None:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed=f"{condition.fact} {window}")
    events = [event for event in record.events if first <= event <= on]
    if events:
        return Answer(Standing.NOT_MET, Reason.RECORD_NOT_CLEAN, ", ".join(day.isoformat() for day in events), window)
    covered = f"{record.first.isoformat()}/{record.last.isoformat()}"
    if first < record.first or record.last < on:
        return Answer(Standing.OPEN, Reason.WINDOW_NOT_COVERED, covered, window)
    return Answer(Standing.MET, Reason.RECORD_CLEAN, record.source, window)


def _valid(applicant: Applicant, on: date) -> Answer:
    trademark = applicant.trademark
    if trademark is None:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed="trademark")
    if not trademark.owned:
        return Answer(Standing.NOT_MET, Reason.NOT_OWNED, trademark.number)
    told = f"{trademark.number} ({trademark.expires_on.isoformat()})"
    if trademark.expires_on < on:
        return Answer(Standing.NOT_MET, Reason.EXPIRED, told)
    return Answer(Standing.MET, Reason.VALID, told)


def _one_of(condition: Condition, applicant: Applicant, on: date) -> Answer:
    """Answer by a list of words: the province, or the kind of organisation and what it claims to be."""
    listed = ", ".join(condition.one_of)
    words = {applicant.province if condition.fact == "province" else applicant.organisation} - {None}
    if words & set(condition.one_of):
        return Answer(Standing.MET, Reason.LISTED, ", ".join(sorted(map(str, words))), listed)
    claims = applicant.standings if condition.fact == "entity" else {}
    claimed = {word: claim for word, claim in (claims or {}).items() if word in condition.one_of and claim.holds(on)}
    if any(claim.evidence is not None for claim in claimed.values()):
        return Answer(Standing.MET, Reason.LISTED, ", ".join(claimed), listed)
    if claimed:
        return Answer(Standing.OPEN, Reason.EVIDENCE_MISSING, ", ".join(claimed), listed)
    if claims is None or not words:
        return Answer(Standing.OPEN, Reason.NOT_STATED, needed=condition.fact)
    told = ", ".join(sorted(map(str, words)))
    if condition.open_list:
        return Answer(Standing.OPEN, Reason.LIST_IS_OPEN, told, listed)
    return Answer(Standing.NOT_MET, Reason.NOT_LISTED, told, listed)
