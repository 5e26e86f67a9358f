"""Idempotency-Key, If-Match and If-None-Match."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.conditional import KEY_PATTERN, Tags, etag, idempotency_key, is_known, read_tags, require_match
from app.api.problems import Problem

VISIBLE = {chr(number) for number in range(0x21, 0x7F)}


def refusal(sent: Sequence[str], version: str) -> int | None:
    try:
        require_match(sent, version)
    except Problem as problem:
        return problem.status
    return None


@pytest.mark.parametrize(
    "key", ["a", "k" * 255, "6f1c3c0e-4f0a-4a55-9d1e-0f6a2f8f5d11", "".join(sorted(VISIBLE - set('",\\')))]
)
def test_a_key_is_taken_as_it_is(key: str) -> None:
    assert idempotency_key([key]) == key


@pytest.mark.parametrize(
    "sent",
    [
        *(
            [each]
            for each in ("", "k" * 256, "k" * 300, '"abc"', 'a"b', "a\\b", "a,b", "a b", "a\tb", "é", "a\x7f", "a\n")
        ),
        *(["a", "a"], ["a", "b"]),
    ],
)
def test_a_malformed_key_is_refused(sent: list[str]) -> None:
    with pytest.raises(Problem) as refused:
        idempotency_key(sent)
    assert (refused.value.status, refused.value.code) == (400, "idempotency_key_malformed")
    assert [issue.found for issue in refused.value.errors] == [""]


def test_a_missing_key_is_refused_as_missing() -> None:
    with pytest.raises(Problem) as refused:
        idempotency_key([])
    assert (refused.value.status, refused.value.code) == (400, "idempotency_key_missing")


@given(st.characters())
def test_the_pattern_has_every_visible_character_but_three(character: str) -> None:
    expected = character in VISIBLE - {'"', ",", "\\"}
    assert (re.fullmatch(KEY_PATTERN, character) is not None) == expected


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([], 428),
        (['"7"'], None),
        (["*"], None),
        ([" * "], None),
        (['"6", "7"'], None),
        (['"6"', '"7"'], None),  # two lines are one list
        (['"6","7",'], None),
        (['"a,b", "7"'], None),  # a comma may stand inside a tag
        (['"8"'], 412),
        (['W/"7"'], 412),  # weak never matches
        (["7"], 412),
        (['"7'], 412),
        (['"7" "7"'], 412),
        (['"7", *'], 412),
        (['"7", x'], 412),  # what cannot be read names nothing
        (['"7"\n'], 412),
        ([""], 412),
        ([","], 412),
        (['""'], 412),
    ],
)
def test_a_change_needs_the_stored_version(sent: list[str], status: int | None) -> None:
    assert refusal(sent, "7") == status


def test_a_failed_condition_tells_the_version_to_read_again() -> None:
    with pytest.raises(Problem) as refused:
        require_match(['"6"'], "7")
    assert refused.value.headers["ETag"] == etag("7") == '"7"'


@pytest.mark.parametrize(
    ("sent", "known"),
    [
        ([], False),
        (['"7"'], True),
        (['W/"7"'], True),
        (["*"], True),
        (['"8"'], False),
        (["7"], False),
        (['"8", "7"'], True),
    ],
)
def test_what_the_sender_has_is_not_sent_again(sent: list[str], known: bool) -> None:  # noqa: FBT001 - the answer of one row
    assert is_known(sent, "7") is known


@given(st.lists(st.text(st.sampled_from('W/"*, \tab\\é\n')) | st.text(), max_size=3))
def test_every_header_is_read(sent: list[str]) -> None:
    assert (read_tags(sent) is None) == (sent == [])
    assert refusal(sent, "no such version") in {None, 412, 428}


@given(st.lists(st.text(st.sampled_from("!#az,~é"), max_size=5), min_size=1, max_size=5))
def test_a_list_of_tags_comes_back(versions: list[str]) -> None:
    assert read_tags([", ".join(map(etag, versions))]) == Tags(strong=frozenset(versions))
    assert read_tags([",".join(f"W/{etag(each)}" for each in versions)]) == Tags(weak=frozenset(versions))
