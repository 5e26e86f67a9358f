from collections.abc import Callable
from pathlib import Path

import pytest

from app.library.fault import LibraryRefused
from app.library.seals import SEAL, digest_of, reseal
from app.library.shelf import Data, load, load_scheme

SCHEME = "JSPB01-000000-2023"


def codes(data: Data) -> list[tuple[str, str, int]]:
    with pytest.raises(LibraryRefused) as refused:
        load(data)
    return [(fault.code, fault.file, fault.line) for fault in refused.value.faults]


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    "file", ["characteristics.toml", "standards/GB_0-2016/table.toml", f"schemes/{SCHEME}/scheme.toml"]
)
def test_one_changed_byte_breaks_the_seal(sound: Data, file: str) -> None:
    append(sound.limits / file, "#\n")
    assert [code for code, _, _ in codes(sound)] == ["seal_broken"]
    with pytest.raises(LibraryRefused, match="seal_broken"):
        load_scheme(sound, SCHEME)


def test_a_missing_seal_is_refused(sound: Data) -> None:
    (sound.limits / SEAL).unlink()
    assert codes(sound) == [("seal_missing", "limits/seal.sha256", 1)]


def test_a_line_that_is_no_seal_is_refused(sound: Data) -> None:
    append(sound.limits / SEAL, "characteristics.toml\n")
    assert codes(sound) == [("seal_malformed", "limits/seal.sha256", 2)]


def test_a_sealed_file_that_is_gone_is_refused(sound: Data) -> None:
    append(sound.limits / SEAL, f"{'0' * 64}  calendar.toml\n")
    assert codes(sound) == [("seal_broken", "limits/seal.sha256", 2)]


def test_a_file_that_no_seal_covers_is_refused(sound: Data) -> None:
    seal = sound.limits / "standards" / "GB_0-2016" / SEAL
    seal.write_text(seal.read_text(encoding="utf-8").splitlines()[1] + "\n", encoding="utf-8")
    assert codes(sound) == [("seal_broken", "limits/standards/GB_0-2016/seal.sha256", 1)]


def test_resealing_changes_nothing_but_seals_that_do_not_match(sound: Data) -> None:
    assert reseal(sound.limits) == []
    append(sound.limits / "characteristics.toml", "#\n")
    assert reseal(sound.limits) == [sound.limits / SEAL]
    assert load(sound).schemes


def change(path: Path) -> None:
    append(path, "#\n")


def rename(path: Path) -> None:
    path.rename(path.with_stem("GB_T_261"))


@pytest.mark.parametrize("harm", [change, rename, Path.unlink])
def test_the_cards_have_one_digest_that_any_change_changes(sound: Data, harm: Callable[[Path], object]) -> None:
    before = digest_of(sound.cards)
    harm(sound.cards / "GB_T_260.toml")
    assert digest_of(sound.cards) != before
