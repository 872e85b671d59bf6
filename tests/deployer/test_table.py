"""Tables in lines."""

from lift.deployer.table import lines

HEADINGS = ("version", "changed")


def test_columns_stand_below_each_other() -> None:
    assert list(lines(HEADINGS, [("12", "code"), ("2", "")])) == [
        "version  changed",
        "12       code",
        "2",
    ]


def test_the_last_column_is_wrapped_where_there_is_room_for_it() -> None:
    words = "code changed; environment: DATABASE_URL changed"
    assert list(lines(HEADINGS, [("12", words)], 40)) == [
        "version  changed",
        "12       code changed; environment:",
        "         DATABASE_URL changed",
    ]


def test_without_room_lines_are_left_to_the_terminal() -> None:
    assert list(lines(HEADINGS, [("12", "x " * 20)], 20))[1] == ("12       " + "x " * 20).rstrip()
