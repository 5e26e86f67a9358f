"""Files in hand answer like the same files on a disk."""

from pathlib import Path

import pytest

from app.library.folder import Folder, PackedFolder, in_order

FILES = {
    "limits/characteristics.toml": b"one",
    "limits/standards/GB_19147-2016/table.toml": b"two",
    "limits/standards/GB_19147-2016/seal.sha256": b"three",
    "limits/schemes/JSPB01-180004-2023/scheme.toml": "四".encode(),
}
PLACES = (
    *("limits", "limits/standards", "limits/standards/GB_19147-2016", "limits/none", "none"),
    *("limits/characteristics.toml", "limits/standards/GB_19147-2016/table.toml", "limits/characteristics.toml/x"),
)


@pytest.fixture
def both(tmp_path: Path) -> tuple[Folder, Folder]:
    for name, content in FILES.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return tmp_path, PackedFolder.of(FILES)


def content_of(place: Folder) -> bytes | type[Exception]:
    try:
        return place.read_bytes()
    except OSError as error:
        return type(error)


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_what_it_is_on_a_disk(both: tuple[Folder, Folder], name: str) -> None:
    disk, packed = (folder / name for folder in both)
    assert packed.name == disk.name
    assert packed.is_file() == disk.is_file()
    assert packed.is_dir() == disk.is_dir()
    if disk.is_file():
        assert packed.read_bytes() == disk.read_bytes()
    if disk.is_dir():
        assert sorted(each.name for each in packed.iterdir()) == sorted(each.name for each in disk.iterdir())
        assert [each.name for each in in_order(packed)] == [each.name for each in in_order(disk)]


def test_a_file_that_is_not_there_is_missed_alike(both: tuple[Folder, Folder]) -> None:
    assert [content_of(folder / "limits/none.toml") for folder in both] == [FileNotFoundError, FileNotFoundError]


def test_a_place_is_reached_in_one_step_or_in_many() -> None:
    packed = PackedFolder.of(FILES)
    assert (packed / "limits" / "standards" / "GB_19147-2016" / "table.toml").read_bytes() == b"two"
    assert (packed / "").is_dir()
    assert not packed.name
