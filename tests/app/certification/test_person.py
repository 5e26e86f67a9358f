import pytest

from app.certification.person import person_key


@pytest.mark.parametrize(
    "name",
    ["P-0003", "p-0003", "Ｐ-0003", "P- 0003", "P\u20110003", "P–0003", "P-\u200b0003", "P-0003\u00a0", "\ufeffP-0003"],
)
def test_one_person_is_not_taken_for_two(name: str) -> None:
    assert person_key(name) == "p0003"


@pytest.mark.parametrize(("one", "other"), [("P-0003", "P-0004"), ("示例评定员", "示例评定员二"), ("-", "--")])
def test_two_persons_are_not_taken_for_one(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)
