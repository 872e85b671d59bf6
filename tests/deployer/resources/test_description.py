"""Descriptions carry a release's facts within AWS's 256 characters."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.resources.description import LIMIT, LayerRecord, ReleaseRecord

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


def written(commit: str = RECORD.commit, by: str = RECORD.by) -> ReleaseRecord:
    """A record as it is read again."""
    record = ReleaseRecord.parse(str(replace(RECORD, commit=commit, by=by)))
    assert record is not None
    return record


def test_of_a_long_commit_the_beginning_is_kept_and_that_it_was_dirty() -> None:
    assert written(commit="a" * 64).commit == "a" * 46
    assert written(commit="a" * 64 + "-dirty").commit == "a" * 40 + "-dirty"
    assert written(commit="v1.2 of\nToday").commit == "v1.2_of_Today"


def test_of_a_long_caller_the_end_is_kept() -> None:
    assert written(by=f"assumed-role/{'r' * 64}/{'s' * 64}").by.endswith("r/" + "s" * 64)


def test_its_label_tells_commit_and_dependencies() -> None:
    assert RECORD.label == f"commit={RECORD.commit} deps={'d' * 20}"


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
