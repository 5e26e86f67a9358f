"""Each family of faults: the sound rule has none, one mistake gives one id."""

from dataclasses import replace
from datetime import date

import pytest

from app.certification.lint.check import lint
from app.certification.lint.printed import (
    CertificateStatus,
    Matter,
    PrintedClause,
    PrintedEdition,
    PrintedJudging,
    PrintedRule,
    PrintedTerm,
    PrintedTime,
    PrintedTitle,
    PrintedValidity,
    ProductForm,
)
from tests.app.certification.lint.sound_rule import CLAUSES, KNOWN, SOUND, STATUSES, faults, with_clause


def statuses(name: CertificateStatus, **changes: object) -> PrintedRule:
    changed = [replace(held, **changes) if held.id is name else held for held in STATUSES]  # type: ignore[arg-type] # names of its fields
    return replace(SOUND, statuses=tuple(changed))


def edition(in_force: date, until: date | None) -> PrintedRule:
    return replace(SOUND, edition=PrintedEdition("R-2023", in_force, until))


def test_the_sound_rule_has_no_fault() -> None:
    assert lint(SOUND, KNOWN) == ()
    assert faults(replace(SOUND, score=None)) == []


CLAUSE_FAULTS = [
    (PrintedClause("3", "复审", refers_to=("7.2.2",)), ["reference.7.2.2"]),
    (PrintedClause("3", "复审", refers_to=("表2",)), ["reference.表2"]),
    (PrintedClause("3", "复审", refers_to=("2.1", "表1", "附件1")), []),
    (PrintedClause("3", "复审", titles=(PrintedTitle("附件1", "工厂检测要求"),)), ["title.附件1"]),
    (PrintedClause("3", "复审", titles=(PrintedTitle("附件1", "检测要求"), PrintedTitle("附件9", "表"))), []),
    (PrintedClause("附件2", "申请表", title="申请表"), ["unreferenced.附件2"]),
    (PrintedClause("4", "认证"), ["numbering.3"]),
    (PrintedClause("2.3", "认证"), ["numbering.2.2"]),
    (PrintedClause("3.1", "认证"), ["numbering.3"]),
    (PrintedClause("3 表3", "抽样"), ["numbering.表2"]),
    (PrintedClause("3 表2", "抽样"), []),
    (PrintedClause("B 3", "采购"), ["numbering.B_2"]),
    (PrintedClause("B 2", "采购"), []),
    (PrintedClause("附件1 注3", "说明"), ["numbering.附件1_注2"]),
    (PrintedClause("附件3", "产品描述"), ["numbering.附件2"]),
    (PrintedClause("附录A", "评分表"), []),
    (PrintedClause("3", "DB", documents=("DB/T32 3843-2020",)), ["document.DB/T32_3843-2020"]),
    (PrintedClause("3", "DB", documents=("DB32/T 3843-2020", "DB 32/T 4798-2024", "NB/SH/T 0916")), []),
    (PrintedClause("3", "GB", documents=("GB 19147-2016", "GB/T 32237—2015", "GB/Z 1", "T/ABC 1-2020")), []),
    (PrintedClause("3", "先进", documents=("先进性指标",)), []),
    (PrintedClause("3", "GB", documents=("GB/T4756",)), ["spelling.GB/T4756"]),
    (PrintedClause("3", "Q", documents=("Q/ABC5.03-2022",)), ["enterprise.Q/ABC5.03-2022"]),
    (PrintedClause("3", "3."), []),
    (PrintedClause("3", "3.", words=("（或在此规定）",)), ["template.3"]),
    (PrintedClause("3", "标志", words=("允许（应）", "（不限）")), ["template.3"]),
    (PrintedClause("3", "标志", words=("产品本体、铭牌",)), ["foreign.3"]),
    (PrintedClause("3", "标志", words=("说明书、包装",)), []),
]


@pytest.mark.parametrize(("clause", "ids"), CLAUSE_FAULTS)
def test_a_further_clause_brings_its_faults(clause: PrintedClause, ids: list[str]) -> None:
    empty = ["empty.3"] if clause.anchor == "3." else []
    assert faults(with_clause(clause)) == sorted([*ids, *empty])


def test_a_number_that_stands_there_twice_is_found() -> None:
    assert faults(replace(SOUND, clauses=(*CLAUSES, CLAUSES[1]))) == ["numbering.2"]


def test_words_of_machines_fit_a_machine() -> None:
    assert faults(replace(with_clause(PrintedClause("3", "标志", words=("铭牌",))), form=ProductForm.MACHINE)) == []


RULE_FAULTS = [
    (replace(SOUND, terms=(PrintedTerm("key", ("关键项目",), ("2",)),)), ["term.key"]),
    (replace(SOUND, terms=(PrintedTerm("key", ("关键项目",), ("2",), "7.2.2"),)), ["term.key"]),
    (replace(SOUND, terms=(PrintedTerm("unit", ("认证单元", "检测单元"), ("2",), "1"),)), ["words.unit"]),
    (replace(SOUND, judging=PrintedJudging("2", ("GB 1-2016", "先进性指标"), ("GB 1-2016",))), ["judging.2"]),
    (replace(SOUND, validity=PrintedValidity("1", "有效期*年", "自颁发之日起")), ["validity.empty"]),
    (replace(SOUND, validity=PrintedValidity("1", "有效期 3 年")), ["validity.start"]),
    (replace(SOUND, times=(PrintedTime("D-04", "2", "一年内"),)), ["start.D-04"]),
    (replace(SOUND, times=(PrintedTime("D-02", "2", None, "收到通知后"),)), ["length.D-02"]),
    (replace(SOUND, times=(PrintedTime("D-02", "2"),)), ["length.D-02"]),
    (with_clause(replace(CLAUSES[0], provides=frozenset(Matter) - {Matter.APPEAL})), ["provision.appeal"]),
    (statuses(CertificateStatus.SUSPENDED, entered_by=("8.3",)), ["status.suspended.clause"]),
    (statuses(CertificateStatus.SUSPENDED, left_by=()), ["status.suspended.exit"]),
    (statuses(CertificateStatus.SUSPENDED, causes=()), ["status.suspended.cause"]),
    (statuses(CertificateStatus.SUSPENDED, lasts=None), ["status.suspended.term"]),
    (statuses(CertificateStatus.VALID, left_by=("9",)), ["status.valid.exit"]),
    (statuses(CertificateStatus.WITHDRAWN, causes=()), ["status.withdrawn.cause"]),
    (replace(SOUND, statuses=STATUSES[:-1]), ["status.expired.clause", "status.expired.exit"]),
    (replace(SOUND, issued=date(2023, 10, 21)), ["dates.in_force"]),
    (edition(date(2023, 10, 20), date(2023, 10, 20)), ["dates.gap.R-2023.R-2025", "dates.until"]),
    (edition(date(2023, 10, 20), None), ["dates.overlap.R-2023.R-2025"]),
    (edition(date(2023, 10, 20), date(2025, 1, 2)), ["dates.overlap.R-2023.R-2025"]),
    (edition(date(2023, 10, 20), date(2024, 12, 31)), ["dates.gap.R-2023.R-2025"]),
]


@pytest.mark.parametrize(("rule", "ids"), RULE_FAULTS)
def test_a_mistake_of_the_rule_gives_its_id(rule: PrintedRule, ids: list[str]) -> None:
    assert faults(rule) == ids


def test_the_faults_stand_in_the_order_of_the_clauses() -> None:
    rule = replace(
        with_clause(PrintedClause("3", "复审", refers_to=("9.9",))),
        validity=PrintedValidity("1", "有效期*年"),
        terms=(PrintedTerm("key", ("关键项目",), ("2",)),),
    )
    assert faults(rule) == ["validity.empty", "validity.start", "term.key", "reference.9.9"]
