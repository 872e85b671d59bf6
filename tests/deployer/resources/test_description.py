"""Descriptions carry a release's facts within AWS's 256 characters."""

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.resources.description import LIMIT, History, LayerRecord, ReleaseRecord

RECORD = ReleaseRecord(
    code="c" * 20,
    dependencies="d" * 20,
    commit="7e61798672fca5b924c114b18a75fd11300fe356-dirty",
    by="assumed-role/deploy/ci",
    at="2026-11-21T09:30:00Z",
    unzipped=123456789,
)


def test_a_release_is_read_as_it_was_written() -> None:
    assert ReleaseRecord.parse(str(RECORD)) == RECORD


@given(commit=st.text("0123456789abcdef-_/.", min_size=1), by=st.text(min_size=1, max_size=400))
def test_it_always_fits(commit: str, by: str) -> None:
    record = ReleaseRecord("c" * 20, "d" * 20, commit, by, RECORD.at, 262144000)
    assert len(str(record)) <= LIMIT


def test_somebody_elses_description_is_no_record() -> None:
    assert ReleaseRecord.parse("") is None
    assert ReleaseRecord.parse("released by hand, code=yes") is None
    assert ReleaseRecord.parse("lift code=a deps=b commit=c by=d at=e size=large") is None


def test_a_layer_says_whose_it_is() -> None:
    record = LayerRecord.parse(str(LayerRecord("shop", "production", "f" * 64, 17)))
    assert record is not None
    assert record.belongs_to("shop", "production")
    assert not record.belongs_to("shop", "staging")
    assert (record.digest, record.unzipped) == ("f" * 20, 17)
    assert LayerRecord.parse("theirs") is None


@given(project=st.text(min_size=1, max_size=300), stage=st.text(min_size=1, max_size=300))
def test_a_layers_description_always_fits(project: str, stage: str) -> None:
    text = str(LayerRecord(project, stage, "f" * 64, 262144000))
    assert len(text) <= LIMIT
    record = LayerRecord.parse(text)
    assert record is not None
    assert record.belongs_to(project, stage)


def test_the_history_is_read_as_it_was_written() -> None:
    history = History(("7", "5", "2"))
    assert History.parse(str(history)) == history
    assert History.parse("") == History()
    assert History.parse("somebody's alias, live=now") == History()


def test_a_release_is_put_in_front() -> None:
    assert History(("5", "2")).moved("7") == History(("7", "5", "2"))


def test_going_back_drops_what_came_after() -> None:
    assert History(("7", "5", "2")).moved("5") == History(("5", "2"))


def test_before_is_what_was_live_last() -> None:
    history = History(("7", "5", "2"))
    assert history.before("7") == "5"
    assert history.before("2") is None
    assert history.before("9") == "7"  # somebody moved the alias by hand
    assert History().before("1") is None


@given(st.lists(st.integers(1, 10**6), unique=True, max_size=400))
def test_a_long_history_loses_its_oldest(numbers: list[int]) -> None:
    history = History(tuple(map(str, numbers)))
    text = str(history)
    assert len(text) <= LIMIT
    kept = History.parse(text).versions
    assert kept == history.versions[: len(kept)]
