import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from app.keys.ed25519 import Ed25519Signer
from app.keys.key_file import KeyFileRefused, signer_at

ROOT = Path(__file__).resolve().parents[3]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
Exportable = (
    Ed25519PrivateKey | ed448.Ed448PrivateKey | x25519.X25519PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
)


def pem(key: Exportable, encryption: KeySerializationEncryption | None = None) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def written(path: Path, content: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(content)
    path.chmod(mode)
    return path


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_new_key_is_for_its_owner_only(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "data" / "keys" / "log.ed25519"
    with umask(mask):
        signer = signer_at(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----\n")
    assert names(path.parent) == ["log.ed25519"]
    assert path.stat().st_nlink == 1
    assert signer_at(path) == signer


def test_written_the_usual_way_a_key_would_be_open_to_others(tmp_path: Path) -> None:
    """The control: the usual way of writing a file leaves it readable, and such a file is refused."""
    path = tmp_path / "log.ed25519"
    with umask(0o022):
        path.write_bytes(pem(KEY))
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    with pytest.raises(KeyFileRefused, match="0644"):
        signer_at(path)


def test_each_file_gets_its_own_key(tmp_path: Path) -> None:
    assert signer_at(tmp_path / "log.ed25519").public_key != signer_at(tmp_path / "webhook.ed25519").public_key


def test_a_given_key_is_used_and_left_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "log.ed25519", pem(KEY), 0o400)
    assert signer_at(path) == Ed25519Signer.of(KEY)
    assert path.read_bytes() == pem(KEY)
    assert names(tmp_path) == ["log.ed25519"]


def test_a_given_key_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "log.ed25519").symlink_to(written(tmp_path / "given", pem(KEY)))
    assert signer_at(tmp_path / "log.ed25519") == Ed25519Signer.of(KEY)


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_a_file_for_its_owner_is_used(tmp_path: Path, mode: int) -> None:
    assert signer_at(written(tmp_path / "key", pem(KEY), mode)) == Ed25519Signer.of(KEY)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o660, 0o666, 0o777])
def test_a_file_that_others_can_open_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(KeyFileRefused, match=rf"others have access \({mode:04o}\); chmod 600"):
        signer_at(written(tmp_path / "key", pem(KEY), mode))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"-----BEGIN PRIVATE KEY-----\n",
        pem(KEY)[:60],
        pem(KEY)[:-30],
        pem(KEY).replace(b"PRIVATE", b"PUBLIC"),
        KEY.private_bytes_raw(),
        KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        pem(KEY, BestAvailableEncryption(b"correct horse")),
        b"\xff" * 100_000,
    ],
)
def test_what_is_not_a_plain_private_key_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path / "key", content)
    with pytest.raises(KeyFileRefused, match="not an unencrypted private key"):
        signer_at(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "make",
    [
        ed448.Ed448PrivateKey.generate,
        x25519.X25519PrivateKey.generate,
        lambda: ec.generate_private_key(ec.SECP256R1()),
        lambda: rsa.generate_private_key(65537, 2048),
    ],
)
def test_a_key_of_another_kind_is_refused(tmp_path: Path, make: Callable[[], Exportable]) -> None:
    with pytest.raises(KeyFileRefused, match="not an Ed25519 key"):
        signer_at(written(tmp_path / "key", pem(make())))


def test_the_message_tells_nothing_of_the_key(tmp_path: Path) -> None:
    damaged = pem(KEY).replace(b"M", b"*", 1)
    with pytest.raises(KeyFileRefused) as refused:
        signer_at(written(tmp_path / "key", damaged))
    secret = pem(KEY).splitlines()[1].decode()
    assert not any(secret[start : start + 8] in str(refused.value) for start in range(len(secret) - 8))
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileRefused, match="not a file"):
        signer_at(Path(os.devnull))
    with pytest.raises(KeyFileRefused, match="Is a directory"):
        signer_at(tmp_path)
    with pytest.raises(KeyFileRefused, match="Not a directory"):
        signer_at(written(tmp_path / "key", pem(KEY)) / "log.ed25519")


def test_a_key_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyFileRefused, match="No space left"):
        signer_at(tmp_path / "log.ed25519")
    assert names(tmp_path) == []


def test_the_file_is_synced_before_it_has_its_name_and_the_folders_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, link = os.fsync, Path.hardlink_to

    def synced(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        steps.append(f"sync {kind}")
        sync(descriptor)

    def linked(path: Path, target: Path) -> None:
        steps.append("link")
        link(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "hardlink_to", linked)
    signer_at(tmp_path / "data" / "keys" / "log.ed25519")
    # keys, then data (which names keys), then the folder that names data.
    assert steps == ["sync file", "link", *["sync folder"] * 3]


RACER = """
import sys
from pathlib import Path
from app.keys import key_file

if sys.argv[2] == "off":
    key_file._link_unless_there = lambda source, target: target.write_bytes(source.read_bytes())
create = key_file._create

def together(path):
    print("ready", flush=True)
    sys.stdin.readline()
    create(path)

key_file._create = together
print(key_file.signer_at(Path(sys.argv[1])).kid, flush=True)
"""


def kids_of_two_processes(path: Path, guard: str) -> list[str]:
    """Start two processes, hold both where they have seen that there is no key, then let one after the other go on."""
    command = [sys.executable, "-c", RACER, str(path), guard]
    pipe = subprocess.PIPE
    with ExitStack() as stack:
        start = partial(subprocess.Popen, command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        processes = [stack.enter_context(start()) for _ in range(2)]
        ready = [process.stdout.readline() for process in processes if process.stdout is not None]
        kids = [process.communicate("go\n", timeout=60)[0].strip() for process in processes]
    assert ready == ["ready\n"] * 2
    assert [process.returncode for process in processes] == [0, 0]
    return kids


def test_two_processes_that_start_at_once_get_one_key(tmp_path: Path) -> None:
    path = tmp_path / "log.ed25519"
    one, other = kids_of_two_processes(path, "on")
    assert one == other == signer_at(path).kid
    assert names(tmp_path) == ["log.ed25519"]


def test_without_the_link_the_second_would_replace_the_first_ones_key(tmp_path: Path) -> None:
    """The control: the first process signs with a key that is no longer in the file."""
    path = tmp_path / "log.ed25519"
    with umask(0o077):
        one, other = kids_of_two_processes(path, "off")
    assert one != other == signer_at(path).kid


def test_threads_that_start_at_once_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        for turn in range(20):
            start = Barrier(16)

            def race(path: Path = tmp_path / str(turn), start: Barrier = start) -> str:
                start.wait(30)
                return signer_at(path).kid

            assert len({each.result() for each in [threads.submit(race) for _ in range(16)]}) == 1
    assert len(names(tmp_path)) == 20
