"""gitignore's patterns, ours and the user's."""

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.bundle.patterns import Patterns

PATHS = st.lists(
    st.text("abc._-", min_size=1, max_size=4).filter(lambda part: part.strip(".")),
    min_size=1,
    max_size=4,
).map("/".join)


@given(PATHS)
def test_a_file_named_from_the_root_stays_out(path: str) -> None:
    assert Patterns([f"/{path}"]).leave_out(path)


@given(PATHS, PATHS)
def test_a_folder_that_stays_out_takes_everything_with_it(folder: str, path: str) -> None:
    patterns = Patterns([f"/{folder}/"])
    assert patterns.leave_out(folder, folder=True)
    assert patterns.leave_out_below(f"{folder}/{path}")


@given(PATHS)
def test_the_last_word_of_the_settings_counts(path: str) -> None:
    patterns = Patterns([f"/{path}", f"!/{path}"])
    assert patterns.decided(path)
    assert patterns.leave_out(path) == patterns.never(path)


@given(PATHS)
def test_secrets_stay_out_wherever_they_lie(folder: str) -> None:
    assert Patterns(["!.env", "!**"]).leave_out(f"{folder}/.env")


def test_nothing_is_decided_where_the_settings_say_nothing() -> None:
    assert not Patterns(["*.md"]).decided("a.db")
    assert not Patterns().leave_out_below("static/css")
    assert Patterns().leave_out_below("build/static")
