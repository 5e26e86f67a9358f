"""The image: two stages, hashed packages, nobody's root, nothing written, a health check. Read from the Dockerfile."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction, continuation lines joined: its keyword in capitals, and the rest."""

    keyword: str
    rest: str


Stages = list[list[Instruction]]
Rule = Callable[[Stages], bool]


def stages_of(text: str) -> Stages:
    """Split a Dockerfile into stages, each beginning with its FROM. Comments and empty lines are dropped."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    stages: Stages = []
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        keyword, _, rest = line.strip().partition(" ")
        if keyword.upper() == "FROM":
            stages.append([])
        stages[-1].append(Instruction(keyword.upper(), rest.strip()))
    return stages


def rests(stage: list[Instruction], keyword: str) -> list[str]:
    return [instruction.rest for instruction in stage if instruction.keyword == keyword]


def commands(stages: Stages) -> list[str]:
    """Give every shell command of every RUN."""
    return [
        command for stage in stages for rest in rests(stage, "RUN") for command in re.split(r"\s*(?:&&|;)\s*", rest)
    ]


def pip_commands(stages: Stages) -> list[str]:
    """Give the commands with which pip brings packages in."""
    return [command for command in commands(stages) if re.search(r"\bpip3? (download|install|wheel)\b", command)]


def is_exec_form(rest: str) -> bool:
    return rest.startswith("[") and all(isinstance(word, str) for word in json.loads(rest))


def builds_apart(stages: Stages) -> bool:
    return len(stages) >= 2 and any(rest.startswith("--from=") for rest in rests(stages[-1], "COPY"))


def names_no_registry(stages: Stages) -> bool:
    """A first part with a dot or a port, `registry.example/python`, would be a registry."""
    images = [stage[0].rest.split()[0] for stage in stages]
    return not any(re.match(r"[^/]*[.:][^/]*/", image) for image in images)


def runs_as_a_number_that_is_not_root(stages: Stages) -> bool:
    users = rests(stages[-1], "USER")
    return bool(users) and re.fullmatch(r"[1-9]\d*(:[1-9]\d*)?", users[-1]) is not None


def checks_its_health(stages: Stages) -> bool:
    checks = rests(stages[-1], "HEALTHCHECK")
    return len(checks) == 1 and is_exec_form(checks[0].partition("CMD ")[2])


def fetches_no_address(stages: Stages) -> bool:
    added = [rest for stage in stages for rest in rests(stage, "ADD")]
    return added == [] and not any(re.search(r"\b(curl|wget)\b|https?://", command) for command in commands(stages))


def takes_hashed_packages_only(stages: Stages) -> bool:
    found = pip_commands(stages)
    return any("--require-hashes" in command for command in found) and all(
        "--require-hashes" in command or "--no-index" in command for command in found
    )


def keeps_no_pip_cache(stages: Stages) -> bool:
    return all("--no-cache-dir" in command for command in pip_commands(stages))


def starts_without_a_shell(stages: Stages) -> bool:
    entries = rests(stages[-1], "ENTRYPOINT")
    return len(entries) == 1 and is_exec_form(entries[0])


def writes_nothing(stages: Stages) -> bool:
    """The running stage compiles nothing, builds nothing and has no volume, so its file system can be read-only."""
    environment = " ".join(rests(stages[-1], "ENV"))
    return (
        "PYTHONDONTWRITEBYTECODE=1" in environment and not rests(stages[-1], "RUN") and not rests(stages[-1], "VOLUME")
    )


GOOD = """\
FROM python:3.11-slim AS build
# a comment
RUN pip install --no-cache-dir \\
    --require-hashes -r requirements.lock
FROM python:3.11-slim
ENV PYTHONDONTWRITEBYTECODE=1
COPY --from=build /opt/venv /opt/venv
USER 10001
HEALTHCHECK --interval=5m CMD ["labverdict", "check-data"]
ENTRYPOINT ["labverdict"]
"""
BROKEN: list[tuple[Rule, str, str]] = [
    (builds_apart, "COPY --from=build", "COPY"),
    (builds_apart, "FROM python:3.11-slim\nENV", "ENV"),
    (names_no_registry, "FROM python:3.11-slim\n", "FROM registry.example/python:3.11-slim\n"),
    (names_no_registry, "FROM python:3.11-slim\n", "FROM localhost:5000/python:3.11-slim\n"),
    (runs_as_a_number_that_is_not_root, "USER 10001\n", ""),
    (runs_as_a_number_that_is_not_root, "USER 10001\n", "USER 0\n"),
    (runs_as_a_number_that_is_not_root, "USER 10001\n", "USER root\n"),
    (runs_as_a_number_that_is_not_root, "USER 10001\n", "USER 10001\nUSER root\n"),
    (checks_its_health, "HEALTHCHECK", "LABEL"),
    (checks_its_health, 'CMD ["labverdict", "check-data"]', "CMD labverdict check-data"),
    (checks_its_health, '--interval=5m CMD ["labverdict", "check-data"]', "NONE"),
    (fetches_no_address, "USER", "ADD https://files.example/data.tar /data\nUSER"),
    (fetches_no_address, "USER", "RUN curl files.example\nUSER"),
    (takes_hashed_packages_only, "--require-hashes", "--no-index"),
    (takes_hashed_packages_only, "requirements.lock", "requirements.lock && pip install --no-cache-dir ."),
    (keeps_no_pip_cache, "--no-cache-dir", ""),
    (starts_without_a_shell, '["labverdict"]', "labverdict"),
    (starts_without_a_shell, "ENTRYPOINT", "CMD"),
    (writes_nothing, "ENV PYTHONDONTWRITEBYTECODE=1\n", ""),
    (writes_nothing, "USER", "RUN touch /data\nUSER"),
]
RULES = sorted({rule for rule, _, _ in BROKEN}, key=lambda rule: rule.__code__.co_firstlineno)


def test_continuation_lines_are_one_instruction() -> None:
    run = stages_of(GOOD)[0][1]
    assert run == Instruction("RUN", "pip install --no-cache-dir --require-hashes -r requirements.lock")


@pytest.mark.parametrize("rule", RULES)
def test_the_image_keeps_the_rule(rule: Rule) -> None:
    assert rule(stages_of((ROOT / "Dockerfile").read_text(encoding="utf-8")))


@pytest.mark.parametrize("rule", RULES)
def test_the_good_sample_keeps_the_rule(rule: Rule) -> None:
    assert rule(stages_of(GOOD))


@pytest.mark.parametrize(("rule", "old", "new"), BROKEN)
def test_a_broken_image_is_caught(rule: Rule, old: str, new: str) -> None:
    assert old in GOOD
    assert not rule(stages_of(GOOD.replace(old, new)))


def test_what_the_image_copies_is_sent_to_the_builder() -> None:
    """The builder sees only what .dockerignore lets in, and that is what the Dockerfile copies."""
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    build = stages_of((ROOT / "Dockerfile").read_text(encoding="utf-8"))[0]
    copied = {source for rest in rests(build, "COPY") for source in rest.split()[:-1]}
    assert copied == {line.removeprefix("!") for line in ignore if line.startswith("!")}
