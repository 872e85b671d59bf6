"""The tracer's spans as a tree."""

from pathlib import Path

from lift.deployer.doctor.trace import Span, nested, read


def span(begin: int, end: int, module: str, thread: int = 1) -> Span:
    return Span(begin, end, thread, module, "")


def test_an_import_lies_below_the_one_that_it_began_and_ended_in() -> None:
    spans = [span(0, 100, "a"), span(10, 40, "b"), span(20, 30, "c"), span(40, 50, "d")]
    (root,) = nested(spans)
    assert [node.span.module for node in root.walk()] == ["a", "b", "c", "d"]
    assert [node.span.module for node in root.children] == ["b", "d"]


def test_what_it_took_by_itself_is_without_those_below() -> None:
    (root,) = nested([span(0, 100, "a"), span(10, 40, "b"), span(40, 50, "d")])
    assert [node.own for node in root.walk()] == [60, 30, 10]


def test_threads_do_not_lie_in_each_other() -> None:
    roots = nested([span(0, 100, "a"), span(10, 40, "b", thread=2), span(20, 30, "c")])
    assert [(root.span.module, len(root.children)) for root in roots] == [("a", 1), ("b", 0)]


def test_what_failed_may_be_tried_again() -> None:
    roots = nested([span(0, 10, "simplejson"), span(20, 30, "simplejson")])
    assert [root.key for root in roots] == [("simplejson", 0), ("simplejson", 1)]


def test_lines_are_read_as_they_began(tmp_path: Path) -> None:
    file = tmp_path / "trace"
    file.write_text("5\t9\t1\tb\t/b.py\n1\t9\t1\ta\t\n9\t10\t1\t\t\n")
    assert read(file) == (
        Span(1, 9, 1, "a", ""),
        Span(5, 9, 1, "b", "/b.py"),
        Span(9, 10, 1, "", ""),
    )
