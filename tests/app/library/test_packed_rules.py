"""The rule data of a bundle: read from nothing but their files, whoever made them."""

from pathlib import Path

import pytest

from app.library.packed_rules import differing, load_packed
from app.library.shelf import Data, data_root
from app.workflow.record_decision import Rules
from tests.app.bundles import rules
from tests.app.dossiers import DIESEL, DRYER, scheme_of

CLAUSES = f"limits/schemes/{DIESEL}/clauses.toml"


@pytest.mark.parametrize("scheme", [DIESEL, DRYER])
def test_packed_rules_read_like_those_on_the_shelf(scheme: str) -> None:
    read = load_packed(rules(scheme), scheme)
    assert isinstance(read, Rules)
    held = scheme_of(scheme)
    assert (read.scheme.seals, read.scheme.limits.seals) == (held.seals, held.limits.seals)
    assert (read.scheme.rule, read.scheme.scorecard, read.scheme.deadlines) == (
        held.rule,
        held.scorecard,
        held.deadlines,
    )


def test_nothing_but_the_files_is_read() -> None:
    """A limit that is changed in them is the limit that is held."""
    name = f"limits/schemes/{DIESEL}/scheme.toml"
    files = rules(DIESEL) | {name: rules(DIESEL)[name].replace("车用柴油产品认证规则", "另一规则")}
    read = load_packed(files, DIESEL)
    assert isinstance(read, Rules)
    assert read.scheme.limits.title == "另一规则"
    assert {each for each, seal in read.scheme.seals.items() if seal != scheme_of(DIESEL).seals[each]} == {name}


@pytest.mark.parametrize(
    "name",
    [
        "limits/../../evil.toml",
        "/etc/passwd",
        "limits/schemes/../x.toml",
        "limits/schemes/x/../../../../x.toml",
        "limits\\..\\x.toml",
        "limits/characteristics.toml/x.toml",
        "limits/standards.toml",
        "limits/schemes/a/b/c.toml",
        "methods/cards/../../x.toml",
        "methods/units.py",
        "C:x.toml",
        "limits/schemes/x/seal.sha256",
        "limits/schemes/x/\u0000.toml",
        "limits/schemes/x/clauses.toml\n",
        f"limits/schemes/{'x' * 300}/clauses.toml",
        "",
    ],
)
def test_a_name_that_no_rule_data_have_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = load_packed(rules(DIESEL) | {name: "x"}, DIESEL)
    assert not isinstance(found, Rules)
    assert [(fault.code, fault.where) for fault in found] == [("member_unknown", name)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (CLAUSES, "x = 1\n", "not_text"),
        (CLAUSES, "[[", "toml_malformed"),
        (CLAUSES, "x = " + "[" * 5000, "rules_unusable"),
        (CLAUSES, "x = " + "9" * 5000, "rules_unusable"),
        ("limits/characteristics.toml", "", "nothing_held"),
    ],
)
def test_rule_data_that_cannot_be_read_are_a_fault_and_no_traceback(name: str, text: str, code: str) -> None:
    found = load_packed(rules(DIESEL) | {name: text}, DIESEL)
    assert not isinstance(found, Rules)
    assert code in {each.code for each in found}


def test_a_scheme_that_the_files_do_not_have_is_unknown() -> None:
    found = load_packed(rules(DIESEL), DRYER)
    assert not isinstance(found, Rules)
    assert [(each.code, each.found, each.expected) for each in found] == [("scheme_unknown", DRYER, f"one of {DIESEL}")]


def test_files_that_are_not_as_installed_are_named(tmp_path: Path) -> None:
    seals = dict(scheme_of(DIESEL).seals)
    assert differing(data_root(), seals) == ()
    assert differing(data_root(), seals | {CLAUSES: "0" * 64}) == (CLAUSES,)
    assert differing(Data(tmp_path / "limits", tmp_path / "cards"), seals) == tuple(sorted(seals))
