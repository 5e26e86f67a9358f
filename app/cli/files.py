"""A file of the user's -> its bytes, or why there are none."""

import stat
from pathlib import Path

from lims_adapters.contract import Issue

LARGEST_BYTES = 64 * 1024 * 1024
_MISSING = Issue("file_missing", "", "", "a file that is there")
_OPEN_ALREADY = ("/dev/stdin", "/dev/fd/")


def read_file(name: str) -> bytes | Issue:
    """Read a file whole; one that is missing, a directory, unreadable or too large is a fault of the input.

    Only a regular file is opened, or a pipe that is open already: a named pipe or a device could block for ever.
    """
    if not name:
        return _MISSING
    try:
        mode = Path(name).stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or (stat.S_ISFIFO(mode) and name.startswith(_OPEN_ALREADY))):
            return Issue("file_unreadable", "", "a named pipe, a socket or a device", "a regular file")
        with Path(name).open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        return _MISSING
    except IsADirectoryError:
        return Issue("file_is_directory", "", "", "a file")
    except OSError as error:
        return Issue("file_unreadable", "", error.strerror or type(error).__name__, "a file that can be read")
    if len(content) > LARGEST_BYTES:
        return Issue("file_too_large", "", f"more than {LARGEST_BYTES} bytes", "a smaller file")
    return content
