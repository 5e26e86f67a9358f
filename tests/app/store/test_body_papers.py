"""What a body sets and adopts is kept by version, each set by two of its persons."""

import pytest

from app.ledger.entry import Entry, EntryKind, read_entry
from app.ports.body_papers import NotTwoPersons, Paper
from app.ports.cases import Overtaken
from app.store.body_papers import StoredBodyPapers
from app.store.engine import Database
from app.store.log import StoredLog
from tests.app.store.docket import BODY, OTHER_BODY, paper, settle
from tests.campaigns.laboratory import at_once

KINDS = {Paper.SETTINGS: EntryKind.BODY_SETTINGS_SET, Paper.ADOPTED_LIMITS: EntryKind.LIMITS_ADOPTED}
AT_ONCE = 16


@pytest.fixture
def papers(database: Database) -> StoredBodyPapers:
    settle(database)
    return StoredBodyPapers(database)


@pytest.mark.parametrize("sort", Paper)
def test_every_version_stays_readable_and_is_logged(papers: StoredBodyPapers, database: Database, sort: Paper) -> None:
    assert papers.newest(sort, BODY) is None
    for version in (1, 2):
        papers.put(sort, paper(version))
        newest = StoredLog(database).size() - 1
        (entry,) = map(read_entry, StoredLog(database).bodies(newest, newest + 1))
        assert isinstance(entry, Entry)
        assert (entry.kind, entry.subject["version"]) == (KINDS[sort], version)
    assert papers.newest(sort, BODY) == paper(2)
    assert papers.version(sort, BODY, 1) == paper(1)
    assert papers.version(sort, BODY, 3) is None
    assert papers.newest(sort, OTHER_BODY) is None
    assert [papers.newest(other, BODY) for other in Paper if other is not sort] == [None]


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_version_that_does_not_follow_the_newest_is_refused(papers: StoredBodyPapers, version: int) -> None:
    papers.put(Paper.SETTINGS, paper(1))
    with pytest.raises(Overtaken):
        papers.put(Paper.SETTINGS, paper(version))
    assert papers.newest(Paper.SETTINGS, BODY) == paper(1)


@pytest.mark.parametrize(
    ("set_by", "confirmed_by"),
    [("body-one", "body-one"), ("body-one", "nobody"), ("body-one", "other-body-one"), ("other-body-one", "body-two")],
)
def test_two_persons_of_the_body_are_needed(papers: StoredBodyPapers, set_by: str, confirmed_by: str) -> None:
    with pytest.raises(NotTwoPersons):
        papers.put(Paper.ADOPTED_LIMITS, paper(1, set_by=set_by, confirmed_by=confirmed_by))
    assert papers.newest(Paper.ADOPTED_LIMITS, BODY) is None


def test_of_many_versions_at_once_one_is_stored(papers: StoredBodyPapers, database: Database) -> None:
    size = StoredLog(database).size()

    def put() -> bool:
        try:
            papers.put(Paper.SETTINGS, paper(1))
        except Overtaken:
            return False
        return True

    assert sorted(at_once([put] * AT_ONCE)) == [False] * (AT_ONCE - 1) + [True]
    assert StoredLog(database).size() == size + 1
