"""A file of the user's -> its bytes, or why there are none."""

from pathlib import Path

from lims_adapters.contract import Issue

LARGEST_BYTES = 64 * 1024 * 1024


def read_file(name: str) -> bytes | Issue:
    """Read a file whole; one that is missing, a directory, unreadable or too large is a fault of the input."""
    try:
        with Path(name).open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        return Issue("file_missing", "", "", "a file that is there")
    except IsADirectoryError:
        return Issue("file_is_directory", "", "", "a file")
    except OSError as error:
        return Issue("file_unreadable", "", error.strerror or type(error).__name__, "a file that can be read")
    if len(content) > LARGEST_BYTES:
        return Issue("file_too_large", "", f"more than {LARGEST_BYTES} bytes", "a smaller file")
    return content
