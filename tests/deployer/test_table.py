"""Tables in lines."""

from lift.deployer.table import lines, short

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


def test_without_room_beside_the_others_the_last_column_stands_below() -> None:
    words = "code changed; environment: DATABASE_URL changed"
    assert list(lines(HEADINGS, [("12", words), ("11", "")], 30)) == [
        "version",
        "    changed",
        "12",
        "    code changed; environment:",
        "    DATABASE_URL changed",
        "11",
    ]


def test_without_a_terminal_nothing_is_wrapped() -> None:
    words = "changed " * 100
    assert list(lines(HEADINGS, [("12", words)]))[1] == f"12       {words}".rstrip()


def test_a_table_may_have_no_rows() -> None:
    assert list(lines(HEADINGS, [], 80)) == ["version  changed"]


def test_what_is_too_long_is_cut() -> None:
    assert (short("abcd", 4), short("abcde", 4)) == ("abcd", "abc…")
