"""Settings from the environment."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import (
    KNOWN_ELSEWHERE,
    SETTINGS,
    LogForm,
    LogLevel,
    Settings,
    SettingsRefused,
    Worker,
    read_settings,
)

POSTGRESQL = "postgresql://labverdict_app:geheim@db/labverdict"
OWNER = "postgresql://labverdict_owner:geheim@db/labverdict"


def read(**variables: str) -> Settings:
    return read_settings({f"LABVERDICT_{name}": value for name, value in variables.items()}, terminal=False)


def refusal(**variables: str) -> tuple[str, ...]:
    with pytest.raises(SettingsRefused) as refused:
        read(**variables)
    return refused.value.faults


def test_without_any_setting_all_have_their_default() -> None:
    assert read_settings({"PATH": "/bin", "LABVERDICT_TRACEBACK": "1"}, terminal=True) == Settings(
        data=Path("labverdict-data"),
        database="sqlite:///labverdict-data/labverdict.db",
        database_owner=None,
        host="127.0.0.1",
        port=8000,
        log=LogForm.CONSOLE,
        log_level=LogLevel.INFO,
        log_key=Path("labverdict-data/keys/log.ed25519"),
        webhook_key=Path("labverdict-data/keys/webhook.ed25519"),
        worker=Worker.INSIDE,
        webhook_private=False,
        body_limit=4 * 1024 * 1024,
        upload_limit=16 * 1024 * 1024,
        threads=8,
        token_minutes=60,
    )


def test_what_is_not_set_follows_from_what_is() -> None:
    settings = read(DATA="/srv/报告")
    assert settings.database == "sqlite:////srv/报告/labverdict.db"
    assert settings.log_key == Path("/srv/报告/keys/log.ed25519")
    assert (settings.log, settings.worker) == (LogForm.JSON, Worker.INSIDE)
    settings = read(DATABASE=POSTGRESQL, DATABASE_OWNER=OWNER)
    assert (settings.database, settings.database_owner, settings.worker) == (POSTGRESQL, OWNER, Worker.APART)
    assert read(DATABASE=POSTGRESQL, WORKER="inside").worker is Worker.INSIDE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE", "sqlite:///a.db"),
        ("DATABASE", "sqlite:////srv/a.db"),
        ("DATABASE", "postgresql+psycopg://a:b@c:5432/d"),
        ("DATABASE", "postgresql://a@/d?host=/run/postgresql"),
        ("PORT", "0"),
        ("PORT", "65535"),
        ("BODY_LIMIT", "1024"),
        ("UPLOAD_LIMIT", "16777216"),
        ("THREADS", "1"),
        ("TOKEN_MINUTES", "60"),
        ("WEBHOOK_PRIVATE", "yes"),
        ("LOG", "console"),
        ("LOG_LEVEL", "debug"),
    ],
)
def test_a_setting_takes_its_values(name: str, value: str) -> None:
    assert str(getattr(read(**{name: value}), name.lower())) in {value, "True"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("DATABASE", each)
            for each in ("labverdict.db", "sqlite://", "sqlite:///", "sqlite://host/a.db", "mysql://a/b")
        ),
        *(
            ("DATABASE", each)
            for each in ("postgres://a/b", "postgresql://a", "postgresql://a:b@c:x/d", "postgresql://[/d")
        ),
        *(("DATABASE_OWNER", each) for each in ("sqlite:///a.db", "x")),
        *(("PORT", each) for each in ("-1", "65536", "8000.0", "8_000", "８０００", "0x50", " 80", "9" * 5000)),
        *(("BODY_LIMIT", each) for each in ("1023", "4194305", "4M")),
        *(("UPLOAD_LIMIT", each) for each in ("1023", "16777217")),
        *(("THREADS", each) for each in ("0", "257")),
        *(("TOKEN_MINUTES", each) for each in ("0", "61")),
        *(("WEBHOOK_PRIVATE", each) for each in ("true", "1", "YES", "off")),
        *(("LOG", each) for each in ("JSON", "text")),
        *(("LOG_LEVEL", each) for each in ("INFO", "trace", "10")),
        *(("WORKER", each) for each in ("none", "Inside")),
        *(("DATA", each) for each in ("a?b", "a\x00b", "a\nb")),
        *((setting.variable.removeprefix("LABVERDICT_"), each) for setting in SETTINGS for each in ("", " ")),
    ],
)
def test_what_a_setting_cannot_be_is_refused_by_its_name(name: str, value: str) -> None:
    (fault,) = refusal(**{name: value})
    assert fault.startswith(f"LABVERDICT_{name}: expected ")


def test_every_fault_is_named_at_once() -> None:
    faults = refusal(PORT="x", DATA="", LOGG="json", MINUTES="1", DATABASE="sqlite:///a", DATABASE_OWNER=OWNER)
    assert [fault.partition(":")[0].removeprefix("LABVERDICT_") for fault in faults] == [
        *("LOGG", "MINUTES", "DATA", "PORT", "DATABASE_OWNER"),
    ]
    assert faults[-1] == "LABVERDICT_DATABASE_OWNER: expected with a PostgreSQL database only"


def test_no_secret_is_shown() -> None:
    settings = read(DATABASE=POSTGRESQL, DATABASE_OWNER=OWNER)
    assert "geheim" not in repr(settings)
    assert "geheim" not in " ".join(refusal(DATABASE="mysql://a:geheim@b/c", DATABASE_OWNER="geheim"))
    assert "geheim" in settings.database


@given(st.dictionaries(st.sampled_from([each.variable for each in SETTINGS]), st.text(max_size=20)))
def test_every_environment_is_read_or_refused(environment: dict[str, str]) -> None:
    try:
        read_settings(environment, terminal=False)
    except SettingsRefused as refused:
        assert {fault.partition(":")[0] for fault in refused.faults} <= {*environment, "LABVERDICT_DATABASE_OWNER"}  # noqa: PT017 - settings that are read are as good


def test_each_setting_is_one_row_in_words() -> None:
    variables = [setting.variable for setting in SETTINGS]
    assert len(set(variables)) == len(variables)
    assert KNOWN_ELSEWHERE.isdisjoint(variables)
    assert all(setting.meaning and setting.default and "|" not in setting.meaning for setting in SETTINGS)


def test_a_default_in_the_table_is_the_one_that_counts() -> None:
    defaults = {setting.variable: setting.default for setting in SETTINGS if " " not in setting.default}
    assert len(defaults) >= 8
    assert read_settings(defaults, terminal=False) == read()
