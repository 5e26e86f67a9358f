"""The command as a process of its own: start-up, streams, exit codes, and what a bug looks like."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from app.library.shelf import data_root, load_scheme
from app.verification.record import canonical_bytes
from app.workflow.verify_report import Question, verify_delivery
from lims_adapters.contract import Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER

ROOT = Path(__file__).resolve().parents[2]
DIESEL = "tests/data/diesel_report.json"
RULE = "JSPB01-180004-2023"
VERIFY = ("verify", DIESEL, "--scheme", RULE)
HEAVY = {"scipy", "numpy", "pint", "openpyxl"}


def process(code: str, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of Python with `main` at hand as the command would."""
    line = f"import sys; from app.main import main; {code}"
    return subprocess.run(
        [sys.executable, "-c", line, *words], cwd=ROOT, env=os.environ | environment, capture_output=True, check=False
    )


def test_a_json_report_is_verified_without_loading_heavy_libraries() -> None:
    told = (
        "import atexit; atexit.register(lambda: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr))"
    )
    answer = process(f"{told}; main()", *VERIFY)
    assert answer.returncode == 0
    assert HEAVY.isdisjoint(answer.stderr.decode().split())


def test_the_json_on_standard_output_is_the_canonical_verdict_byte_for_byte() -> None:
    library = load_scheme(data_root(), RULE)
    delivery = ADAPTER.parse(Source((ROOT / DIESEL).read_bytes(), DIESEL))
    verdicts = verify_delivery(delivery, Question(RULE), library)
    assert isinstance(verdicts, tuple)
    answer = process("main()", *VERIFY, "--output", "json")
    assert answer.stdout == canonical_bytes(verdicts[0]) + b"\n"


def test_hash_seed_time_zone_and_locale_change_no_byte() -> None:
    runs = [
        process("main()", *VERIFY, "--output", form, PYTHONHASHSEED=seed, TZ=zone, COLUMNS=columns, LC_ALL="C.UTF-8")
        for form in ("json", "table")
        for seed, zone, columns in (("1", "UTC", "80"), ("2", "Asia/Shanghai", "200"))
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[2].stdout == runs[3].stdout


def test_a_terminal_of_another_encoding_gets_codes_and_no_traceback() -> None:
    answer = process("main()", *VERIFY, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert b"\\u786b" in answer.stdout


def columns(lines: list[str], *words: str) -> set[int]:
    """Return where one of the words begins in the lines that have it, in screen cells."""
    return {cell_len(line[: line.index(word)]) for line in lines for word in words if word in line}


@pytest.mark.parametrize(
    ("encoding", "mark", "unit"),
    [("utf-8", "✓ ", "mm²/s"), ("gbk", "√ ", "mm^2/s"), ("cp1252", "  ", "mm²/s"), ("ascii", "  ", "mm^2/s")],
)
def test_columns_stand_in_line_in_every_encoding(encoding: str, mark: str, unit: str) -> None:
    answer = process("main()", *VERIFY, "--lang", "en", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (answer.returncode, answer.stderr) == (0, b"")
    head, table, *_ = answer.stdout.decode(encoding).split("\n\n")
    lines = table.splitlines()
    assert f"verdict   {mark}conforming" in head
    assert len([line for line in lines if line.startswith(f"{mark}conforming ")]) == 23
    assert f"4.512 {unit}" in table
    assert len(columns(lines, "result", "6.2 mg/kg", "412 ", "66.0 ")) == 1
    assert len(columns(lines, "clause", "GB 19147-2016", "JSPB01-180004-2023")) == 1
    assert len(columns(lines, "method, remarks", "SH/T 0689-2000", "GB/T 386-2021")) == 1


@pytest.mark.parametrize(("encoding", "mark"), [("gbk", "×"), ("ascii", "x")])
def test_a_mark_that_an_encoding_lacks_is_replaced_by_one_that_it_has(encoding: str, mark: str) -> None:
    words = ("judge", "9", "mg/kg", "<=8", "--lang", "en")
    answer = process("main()", *words, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert answer.returncode == 10
    assert f"outcome      {mark} nonconforming" in answer.stdout.decode(encoding)


def test_a_refusal_for_programs_is_json_in_utf_8_in_every_encoding() -> None:
    words = (*VERIFY, "--grade", "µ", "--output", "json")
    answer = process("main()", *words, PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert answer.returncode == 30
    assert json.loads(answer.stdout)["issues"][0]["found"] == "µ"


UNWRITTEN = "labverdict: cannot write the output: "


def in_a_shell(words: tuple[str, ...], redirected: str) -> subprocess.CompletedProcess[str]:
    line = f'exec "$0" -c "from app.main import main; main()" "$@" {redirected}'
    return subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "words", [VERIFY, (*VERIFY, "--output", "json"), ("limits", "list"), ("round", "1.5", "--to", "1"), ("--help",)]
)
@pytest.mark.parametrize(
    ("redirected", "reason"), [(">/dev/full", "No space left on device"), (">&-", "standard output is closed")]
)
def test_output_that_cannot_be_written_ends_with_74_and_one_sentence(
    words: tuple[str, ...], redirected: str, reason: str
) -> None:
    answer = in_a_shell(words, redirected)
    assert (answer.returncode, answer.stdout, answer.stderr) == (74, "", f"{UNWRITTEN}{reason}\n")


@pytest.mark.parametrize("redirected", [">/dev/full 2>&1", ">&- 2>&-", "2>/dev/full"])
def test_where_nobody_can_be_told_the_exit_code_tells(redirected: str) -> None:
    answer = in_a_shell((*VERIFY, "--grade", "7号", "--output", "json"), redirected)
    assert (answer.returncode, answer.stderr) == (74, "")


@pytest.mark.parametrize(("more", "code"), [((), 0), (("--grade", "7号"), 30), (("--frobnicate",), 2)])
def test_standard_error_may_be_closed(more: tuple[str, ...], code: int) -> None:
    assert in_a_shell((*VERIFY, *more), "2>&-").returncode == code


def test_a_file_that_is_missing_in_labverdict_is_a_bug_and_no_fault_of_the_output() -> None:
    answer = process("import app.main; app.main.commands = lambda: open('no-such-file'); main()")
    assert (answer.returncode, answer.stderr.startswith(b"a fault in labverdict itself: FileNotFound")) == (1, True)


BUG = "import app.main; app.main.commands = lambda: 1/0; main()"


def test_a_bug_is_told_in_one_line_and_ends_with_1() -> None:
    answer = process(BUG)
    assert answer.returncode == 1
    assert answer.stderr.decode() == (
        "a fault in labverdict itself: ZeroDivisionError (set LABVERDICT_TRACEBACK=1 for the traceback)\n"
    )


def test_the_traceback_of_a_bug_can_be_had() -> None:
    assert b"Traceback" in process(BUG, LABVERDICT_TRACEBACK="1").stderr


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        (VERIFY, "stdout"),
        ((*VERIFY, "--output", "json"), "stdout"),
        (("--help",), "stdout"),
        (("limits", "list"), "stdout"),
        (("limits", "show", RULE), "stdout"),
        (("methods", "list"), "stdout"),
        (("limits",), "stderr"),
    ],
)
def test_a_closed_pipe_ends_a_command_quietly_by_its_signal(words: tuple[str, ...], closed: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    out, err = (writing, subprocess.PIPE) if closed == "stdout" else (subprocess.PIPE, writing)
    line = [sys.executable, "-c", "from app.main import main; main()", *words]
    answer = subprocess.run(line, cwd=ROOT, stdout=out, stderr=err, check=False)
    os.close(writing)
    assert answer.returncode == -signal.SIGPIPE
    assert not answer.stderr


@pytest.mark.parametrize("words", [("--help",), ("verify", "--help"), ("judge", "--help"), ("limits", "--help")])
def test_help_is_plain_text(words: tuple[str, ...]) -> None:
    answer = process("main()", *words)
    assert answer.returncode == 0
    assert answer.stdout.startswith(b"Usage: ")


def on_a_terminal(columns: int, **environment: str) -> str:
    """Run the worked example on a terminal of so many columns; return what it was sent."""
    terminal, ours = pty.openpty()
    size = {"COLUMNS": str(columns), "TERM": "xterm-256color", "NO_COLOR": ""}
    line = ["-c", "from app.main import main; main()", *VERIFY]
    with subprocess.Popen(
        [sys.executable, *line], cwd=ROOT, env=os.environ | size | environment, stdout=ours, stderr=ours
    ) as running:
        os.close(ours)
        received = b"".join(iter(lambda: read(terminal), b""))
        assert running.wait() == 0
    os.close(terminal)
    return received.decode()


def read(terminal: int) -> bytes:
    """Read what is there; Linux tells the end of a terminal by an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_a_terminal_gets_colours_and_a_table_of_its_width() -> None:
    sent = on_a_terminal(80)
    assert "\x1b[32m✓ 符合" in sent
    lines = re.sub("\x1b\\[[0-9;]*m", "", sent).splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert "    JSPB01-180004-2023 4.2.2  SH/T 0689-2000" in lines


@pytest.mark.parametrize("columns", [0, 1])
def test_a_terminal_that_tells_no_width_gets_the_narrowest_table(columns: int) -> None:
    assert on_a_terminal(columns) == on_a_terminal(80)


def test_a_terminal_without_colours_gets_none() -> None:
    assert "\x1b[32m" not in on_a_terminal(120, NO_COLOR="1")
