"""A small sound library of our own making in a folder of its own, for tests to break."""

from pathlib import Path
from shutil import copytree

import pytest

from app.library.shelf import Data

SOUND = Path(__file__).resolve().parents[2] / "data" / "broken" / "sound"


@pytest.fixture
def sound(tmp_path: Path) -> Data:
    copytree(SOUND, tmp_path, dirs_exist_ok=True)
    return Data(tmp_path / "limits", tmp_path / "cards")
