"""The transition tables as they are written down for reading: one line a step, in `tests/data/lifecycle/steps.txt`."""

from pathlib import Path

from app.certification.lifecycle.table import Table, Transition
from app.certification.lifecycle.tables import LIFE

STEPS = Path(__file__).resolve().parents[3] / "data/lifecycle/steps.txt"
TABLES = (LIFE.certificate, *LIFE.cases.values())


def written(row: Transition) -> str:
    cited = row.citation
    parts = [
        f"{row.state} --{row.event}--> {row.to}",
        "/".join(row.by),
        f"{cited.document} {cited.number} ({cited.basis})",
    ]
    told = [":".join(filter(None, (signal.kind or "appealed", signal.event, signal.cause))) for signal in row.signals]
    marked = {
        "if": row.guards,
        "act": (row.act,) if row.act else (),
        "cause": (row.causes,) if row.causes else (),
        "tells": told,
        "starts": row.starts,
        "resumes": row.resumes,
        "ends": row.ends,
        "expires": row.expires,
    }
    return "; ".join((*parts, *(f"{mark} {' '.join(words)}" for mark, words in marked.items() if words)))


def heading(table: Table) -> str:
    return f"# {table.name}: ends in {' '.join(sorted(table.final))}"


def all_written() -> str:
    return "\n".join("\n".join((heading(table), *map(written, table.rows), "")) for table in TABLES)
