"""A small rule of our own making without a fault, for tests to spoil."""

from dataclasses import replace
from datetime import date

from app.certification.inspection import ManDayBand, ManDays
from app.certification.item_tables import ItemTable, TableItem, TableKind
from app.certification.lint.check import lint
from app.certification.lint.printed import (
    CertificateStatus,
    Known,
    Matter,
    PrintedClause,
    PrintedEdition,
    PrintedJudging,
    PrintedRule,
    PrintedStatus,
    PrintedTerm,
    PrintedTime,
    PrintedTitle,
    PrintedValidity,
    ProductForm,
)
from tests.app.certification.printed_scores import Node, printed_scorecard

CLAUSES = (
    PrintedClause("1", "适用范围", provides=frozenset(Matter)),
    PrintedClause("2", "检验", refers_to=("2.1", "附件1", "表1"), documents=("GB/T 4756",)),
    PrintedClause("2.1", "样品", titles=(PrintedTitle("附件1", "检测要求"),), words=("取样",)),
    PrintedClause("2.1 表1", "人日数"),
    PrintedClause("附件1", "检测要求", title="检测要求"),
    PrintedClause("附件1 注1", "1 次/年"),
    PrintedClause("B 1", "设计"),
)
STATUSES = (
    PrintedStatus(CertificateStatus.VALID, ("1",), ("2",)),
    PrintedStatus(CertificateStatus.SUSPENDED, ("2",), ("2.1",), ("拒绝送样",), "12 个月"),
    PrintedStatus(CertificateStatus.WITHDRAWN, ("2",), causes=("逾期不改",)),
    PrintedStatus(CertificateStatus.CANCELLED, ("2",), causes=("停产",)),
    PrintedStatus(CertificateStatus.EXPIRED, ("1",), ("2",)),
)
SULFUR = TableItem("硫含量", ("sulfur",), "GB 1-2016", confirmation=("SH/T 0689",), routine=("SH/T 0689",))
TABLES = (
    ItemTable(TableKind.INDICATORS, "2", None, (replace(SULFUR, methods=("SH/T 0689",), confirmation=(), routine=()),)),
    ItemTable(TableKind.FACTORY_TESTS, "附件1", "0号", (SULFUR,)),
)
BANDS = (
    ManDayBand("500 人以下", None, 500, (4, 2), None),
    ManDayBand("501 人以上", 501, None, (6, 2), None),
)
HEADINGS: tuple[Node, ...] = (
    {
        "id": "C1",
        "points": "30",
        "weight": "0.45",
        "parts": [
            {
                "id": "C1.1",
                "points": "20",
                "parts": [{"id": "C1.1.a", "points": "20", "kind": "unless_violation"}],
            },
            {"id": "C1.2", "points": "10", "kind": "steps", "parts": [{"id": "C1.2.first", "points": "10"}]},
            {"id": "C1.V", "kind": "veto"},
        ],
    },
    {"id": "C2", "points": "5", "weight": "0.55", "parts": [{"id": "C2.a", "points": "5", "share_of": "全部"}]},
)
SOUND = PrintedRule(
    edition=PrintedEdition("R-2023", date(2023, 10, 20), date(2025, 1, 1)),
    issued=date(2023, 10, 20),
    others=(PrintedEdition("R-2025", date(2025, 1, 1), None),),
    form=ProductForm.LIQUID,
    clauses=CLAUSES,
    validity=PrintedValidity("1", "有效期 3 年", "自颁发之日起"),
    judging=PrintedJudging("2", ("GB 1-2016", "先进性指标"), ("先进性指标", "GB 1-2016")),
    terms=(PrintedTerm("unit", ("认证单元",), ("2",), "1"),),
    times=(PrintedTime("D-02", "2", "10 日内", "收到通知后"),),
    statuses=STATUSES,
    man_days=ManDays("2.1 表1", ("初始", "监督"), ("生产规模",), ("生产规模",), BANDS),
    tables=TABLES,
    score=printed_scorecard("2", HEADINGS),
)
KNOWN = Known({"sulfur": "硫含量", "density": "密度(20℃)"}, frozenset({"SH/T 0689"}), ("sulfur",), ("0号",))


def faults(rule: PrintedRule, known: Known = KNOWN) -> list[str]:
    """Return the ids of the faults of a rule."""
    return [fault.id for fault in lint(rule, known)]


def with_clause(clause: PrintedClause) -> PrintedRule:
    """Return the sound rule with one more clause, or with another one of the same number."""
    others = [held for held in CLAUSES if held.number != clause.number]
    if len(others) == len(CLAUSES):
        return replace(SOUND, clauses=(*CLAUSES, clause))
    return replace(SOUND, clauses=tuple(clause if held.number == clause.number else held for held in CLAUSES))
