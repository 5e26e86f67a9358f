"""House style as a test: every guard reads one file as (path, text), and has a sample that it must catch."""

import ast
import io
import re
import socket
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent

Guard = Callable[[str, str], Iterator[str]]

PRODUCT = ("app/", "methods/", "lims_adapters/")
TOP_LEVEL = {
    *("app", "methods", "limits", "lims_adapters", "tests"),
    *("Dockerfile", "compose.yaml", "pyproject.toml", "requirements.lock", "Makefile"),
    *("README.md", "CHANGELOG.md", "LICENSE"),
}
BUILD_FILES = ("requirements.lock", "Makefile", "Dockerfile", "pyproject.toml", ".ci/run", ".dockerignore")
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "base", "manager", "managers", "misc", "services"}

MODULE_LINES, TEST_MODULE_LINES, FUNCTION_LINES, POSITIONAL_ARGUMENTS = 250, 300, 40, 5

EXACT = ("methods/", "app/certification/", "app/verification/", "app/intake/")
# Probabilities, precision, scores and computed quantities: square roots, exponentials and distributions.
INEXACT = (
    *("methods/exact_risk", "methods/joint_normal", "methods/normal", "methods/risk"),
    *("methods/precision", "methods/repeats", "methods/scores", "methods/computed/"),
    "app/certification/failure_chance.py",
)

SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:)")
REASONED = re.compile(
    r"# (noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[a-z-]+(, ?[a-z-]+)*\]|pragma: no (cover|branch))"
    r"(\s+(-|#))\s+\S+\s+\S+.*"
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|farm|home|Users)/")
REGISTRY = re.compile(r"https?://|(?<!--no-emit-)index-url")


def files() -> dict[str, str]:
    """Every text of the project by path, without what a run leaves behind; test data stand as they were sent."""
    trees = [path for tree in (*PRODUCT, "limits", "tests", ".ci") for path in (ROOT / tree).rglob("*")]
    tops = [path for path in ROOT.iterdir() if path.name in TOP_LEVEL or path.name in BUILD_FILES]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in (*trees, *tops)
        if path.is_file() and path.suffix != ".pyc" and ROOT / "tests/data" not in path.parents
    }


def functions(path: str, text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    if path.endswith(".py") and path.startswith(PRODUCT):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def long_module(path: str, text: str) -> Iterator[str]:
    most = TEST_MODULE_LINES if path.startswith("tests/") else MODULE_LINES
    if path.endswith(".py") and (lines := len(text.splitlines())) > most:
        yield f"{path}: {lines} lines, at most {most}"


def long_function(path: str, text: str) -> Iterator[str]:
    for node in functions(path, text):
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES:
            yield f"{path}:{node.lineno}: {node.name} has {lines} lines, at most {FUNCTION_LINES}"


def many_positional_arguments(path: str, text: str) -> Iterator[str]:
    for node in functions(path, text):
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        if len([name for name in names if name not in {"self", "cls"}]) > POSITIONAL_ARGUMENTS:
            yield f"{path}:{node.lineno}: {node.name} takes more than {POSITIONAL_ARGUMENTS} positional arguments"


def vague_name(path: str, text: str) -> Iterator[str]:
    del text
    if VAGUE_NAMES & {part.removesuffix(".py") for part in PurePosixPath(path).parts}:
        yield f"{path}: says nothing about what is in it"


def python_in_limits(path: str, text: str) -> Iterator[str]:
    del text
    if path.startswith("limits/") and path.endswith((".py", ".pyi")):
        yield f"{path}: limits/ holds data only"


def bare_suppression(path: str, text: str) -> Iterator[str]:
    if path.endswith(".py"):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and SUPPRESSION.match(token.string):
                directives = re.split(r"\s+(?=# (?:noqa|type:))", token.string)
                if not REASONED.fullmatch(directives[-1]):
                    yield f"{path}:{token.start[0]}: name the rule and the reason: {token.string}"


def hidden_test(path: str, text: str) -> Iterator[str]:
    if path.endswith(".py") and path.startswith("tests/"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail", "importorskip"}:
                yield f"{path}:{node.lineno}: a test runs and passes, or goes"


def binary_float(path: str, text: str) -> Iterator[str]:
    """Complain of `float(...)`, `map(float, ...)` and literals like 0.5 where numbers are exact."""
    if not path.endswith(".py") or not path.startswith(EXACT) or path.startswith(INEXACT):
        return
    for node in ast.walk(ast.parse(text)):
        match node:
            case (
                ast.Call(func=ast.Name("float"))
                | ast.Call(func=ast.Name("map"), args=[ast.Name("float"), *_])
                | ast.Constant(value=float())
            ):
                yield f"{path}:{node.lineno}: a binary float where numbers are exact"
            case _:
                continue


def machine_path(path: str, text: str) -> Iterator[str]:
    for match in MACHINE_PATH.finditer(text):
        yield f"{path}: {match.group()} is a path of one machine"


def registry_address(path: str, text: str) -> Iterator[str]:
    if path in BUILD_FILES:
        for match in REGISTRY.finditer(text):
            yield f"{path}: {match.group()}: the machine says where packages come from"


def loose_requirement(path: str, text: str) -> Iterator[str]:
    if path == "requirements.lock":
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        for requirement in "\n".join(lines).replace("\\\n", " ").splitlines():
            if not re.fullmatch(r"[\w.-]+==[\w.]+( ;[^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", requirement.strip()):
                yield f"{path}: one version and its hashes are needed: {requirement}"


def stray_entries(names: set[str], gitignore: str) -> set[str]:
    """Names at the top level that the design does not know; dotfiles and what git ignores are free."""
    ignored = {line.strip("/") for line in gitignore.splitlines()}
    return {name for name in names - TOP_LEVEL - ignored if not name.startswith(".")}


PATH_OF_SOMEBODY = "/home" + "/somebody/reports"
SHORT_FUNCTION = "def judge():\n" + "    pass\n" * 39
CAUGHT: list[tuple[Guard, str, str]] = [
    (long_module, "methods/risk.py", "x = 1\n" * 251),
    (long_module, "tests/test_risk.py", "x = 1\n" * 301),
    (long_function, "app/main.py", SHORT_FUNCTION + "    pass\n"),
    (long_function, "lims_adapters/registry.py", "class A:\n    async def f(self):\n" + "        pass\n" * 40),
    (many_positional_arguments, "methods/risk.py", "def f(a, b, c, d, e, f): ...\n"),
    (many_positional_arguments, "methods/risk.py", "def f(a, b, c, /, d, e, f): ...\n"),
    (vague_name, "app/utils.py", ""),
    (vague_name, "app/common/table.py", ""),
    (python_in_limits, "limits/schemes/__init__.py", ""),
    (bare_suppression, "app/main.py", "x = 1  # noqa\n"),
    (bare_suppression, "app/main.py", "x = 1  # noqa: S105\n"),
    (bare_suppression, "app/main.py", "x = 1  # type: ignore\n"),
    (bare_suppression, "app/main.py", "x = 1  # type: ignore[misc]\n"),
    (bare_suppression, "app/main.py", "x = 1  # type: ignore[misc]  # noqa: S105\n"),
    (bare_suppression, "app/main.py", "x = 1  # pragma: no cover\n"),
    (hidden_test, "tests/test_risk.py", "@pytest.mark.skip\ndef test_risk(): ...\n"),
    (hidden_test, "tests/test_risk.py", "pytest.importorskip('numpy')\n"),
    (binary_float, "methods/units.py", "x = float('1')\n"),
    (binary_float, "app/intake/numbers.py", "x = list(map(float, row))\n"),
    (binary_float, "app/verification/judge.py", "x = value * 0.5\n"),
    (machine_path, "tests/test_risk.py", PATH_OF_SOMEBODY),
    (registry_address, "Makefile", "pip install --index-url x\n"),
    (registry_address, "requirements.lock", "# https://packages.example/simple\n"),
    (loose_requirement, "requirements.lock", "numpy==2.4.6\n"),
    (loose_requirement, "requirements.lock", "numpy>=2 \\\n    --hash=sha256:" + "0" * 64 + "\n"),
]
PASSED: list[tuple[Guard, str, str]] = [
    (long_module, "methods/risk.py", "x = 1\n" * 250),
    (long_module, "tests/test_risk.py", "x = 1\n" * 300),
    (long_function, "app/main.py", SHORT_FUNCTION),
    (many_positional_arguments, "methods/risk.py", "def f(self, a, b, c, d, e, *, f, g): ...\n"),
    (vague_name, "app/verification/judge.py", ""),
    (python_in_limits, "limits/characteristics.toml", ""),
    (bare_suppression, "app/main.py", "x = 1  # noqa: S105 - a word, no secret\n"),
    (bare_suppression, "app/main.py", "x = 1  # type: ignore[misc]  # the stub lacks it\n"),
    (bare_suppression, "app/main.py", "x = '# noqa'\n"),
    (hidden_test, "tests/test_risk.py", "@pytest.mark.parametrize('x', [1])\ndef test_risk(x): ...\n"),
    (binary_float, "methods/risk_arrays.py", "x = float('1') * 0.5\n"),
    (binary_float, "methods/units.py", "def f(x: object) -> bool: return isinstance(x, float)\n"),
    (machine_path, "Dockerfile", "COPY app /opt/labverdict/app\n"),
    (registry_address, "Makefile", "uv pip compile --no-emit-index-url\n"),
    (loose_requirement, "requirements.lock", "numpy==2.4.6 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via pint\n"),
]
GUARDS = sorted({guard for guard, _, _ in CAUGHT}, key=lambda guard: guard.__code__.co_firstlineno)


@pytest.mark.parametrize("guard", GUARDS)
def test_the_project_is_tidy(guard: Guard) -> None:
    assert [complaint for path, text in sorted(files().items()) for complaint in guard(path, text)] == []


@pytest.mark.parametrize(("guard", "path", "text"), CAUGHT)
def test_a_guard_catches(guard: Guard, path: str, text: str) -> None:
    assert list(guard(path, text))


@pytest.mark.parametrize(("guard", "path", "text"), PASSED)
def test_a_guard_lets_pass(guard: Guard, path: str, text: str) -> None:
    assert list(guard(path, text)) == []


def test_the_guards_see_the_whole_project() -> None:
    seen = set(files())
    assert {"app/__init__.py", "methods/__init__.py", "lims_adapters/__init__.py", "tests/test_tidy.py"} <= seen
    assert set(BUILD_FILES) <= seen


def test_the_top_level_holds_nothing_else() -> None:
    names = {path.name for path in ROOT.iterdir()}
    assert stray_entries(names, (ROOT / ".gitignore").read_text(encoding="utf-8")) == set()


def test_a_stray_entry_is_caught() -> None:
    assert stray_entries({"app", "setup.py", ".ci", "build"}, "/build/\n") == {"setup.py"}


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("registry.example", 443), ("2001:db8::1", 80, 0, 0)])
def test_sockets_reach_no_other_machine(address: tuple[str, int]) -> None:
    with socket.socket() as closed, pytest.raises(RuntimeError, match="a test reached for"):
        closed.connect(address)


def test_sockets_reach_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()
