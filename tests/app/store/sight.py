"""Which rows of the seeds who may see, said once more and without SQL."""

from collections.abc import Iterator

from tests.app.store.seeds import (
    ONCE,
    ORGANISATIONS,
    PARTY_ROLES,
    READERS,
    SHARED,
    TABLES,
    Row,
    log_rows,
    owner_of,
    row,
)

IDENTITY = ("person", "account", "role_grant", "credential")
EVIDENCE = ("original", "report", "revision", "result")
OUTBOX = ("event", "webhook", "delivery")
CASES = ("certification_case", "case_event", "case_state", "case_document", "certificate", "certificate_act")
BODYS_OWN = (
    *("issue_intent", "body_settings", "adopted_limits", "case_report", "case_decision"),
    *("paper_proposal", "declaration", "office_act"),
)
PARTIES = ("report_party", "case_party")
TENANT = ("organisation", *IDENTITY, *EVIDENCE, *CASES, *BODYS_OWN, *PARTIES, "kept_answer", *OUTBOX)
TASKS = {
    "": (),
    "identity": IDENTITY,
    "delivery": OUTBOX,
    "audit": (*EVIDENCE, *CASES, *BODYS_OWN, *PARTIES),
    "public": ("certificate", "certificate_act"),
}
EACH = 2


def seeded(table: str) -> Iterator[tuple[Row, int]]:
    """Return every row of the seeds with its number."""
    if table == "log_entry":
        yield from ((each, 0) for each in log_rows(EACH * len(ORGANISATIONS)))
    elif table in SHARED:
        yield row(table, "everybody", 0), 0
    else:
        each = 1 if table in ONCE else EACH
        yield from ((row(table, name, i), i) for name in ORGANISATIONS for i in range(each))


def may_see(table: str, values: Row, number: int, organisation: str, task: str) -> bool:
    """Decide it from the organisation and the task that a transaction names."""
    if table not in TENANT:
        return True
    if table == "organisation":
        return bool(organisation) or task in {"identity", "delivery", "audit"}
    if table in TASKS[task] or owner_of(table, values) == organisation:
        return True
    if table in PARTIES:
        return values["organisation_id"] == organisation
    owner = str(values["organisation_id"])
    shared = table in (*EVIDENCE, *CASES) or (table == "case_decision" and PARTY_ROLES[owner] == "applicant")
    return shared and number == 0 and READERS[owner] == organisation


def sight(table: str, organisation: str, task: str = "") -> set[tuple[object, ...]]:
    """Return the keys of all rows that are there for it."""
    return {key(table, values) for values, i in seeded(table) if may_see(table, values, i, organisation, task)}


def key(table: str, values: Row) -> tuple[object, ...]:
    """Return the primary key of a row."""
    return tuple(values[column.name] for column in TABLES[table].primary_key)
