"""A signing key's file: made on first start, then always the same one."""

import os
import stat
import tempfile
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.keys.ed25519 import Ed25519Signer

_LONGEST_FILE = 16_384
_GROUP_AND_OTHERS = 0o077


class KeyFileRefused(Exception):
    """The key file cannot be made or must not be used; the message says what to do, and nothing of the key."""


def signer_at(path: Path) -> Ed25519Signer:
    """Return the signer whose key is in the file (PEM, PKCS#8, Ed25519), which is made if there is none.

    Of several processes that start at once, all get the key of the one that was first. A file that is there is never
    written to: one that is empty, damaged, of another kind or open to group or others raises `KeyFileRefused`.
    """
    try:
        try:
            return _load(path)
        except FileNotFoundError:
            _create(path)
            return _load(path)
    except OSError as exc:
        raise KeyFileRefused(f"{path}: {exc.strerror}") from exc


def _load(path: Path) -> Ed25519Signer:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise KeyFileRefused(f"{path}: not a file")
        if mode & _GROUP_AND_OTHERS:
            found = f"{stat.S_IMODE(mode):04o}"
            raise KeyFileRefused(f"{path}: group or others have access ({found}); chmod 600, and consider a new key")
        content = file.read(_LONGEST_FILE)
    try:
        private = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # What the library says of the content stays out of the message.
        raise KeyFileRefused(f"{path}: not an unencrypted private key in PEM form") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFileRefused(f"{path}: not an Ed25519 key")
    return Ed25519Signer.of(private)


def _create(path: Path) -> None:
    """Write a new key under another name and link it, so that the file is whole or absent, and nobody's is replaced."""
    folder = path.parent
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp opens with O_CREAT, O_EXCL and mode 0600.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_new_key())
            file.flush()
            os.fsync(file.fileno())
        _link_unless_there(Path(name), path)
    finally:
        Path(name).unlink()
    for each in (folder, *(made.parent for made in missing)):
        _sync_folder(each)


def _link_unless_there(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
