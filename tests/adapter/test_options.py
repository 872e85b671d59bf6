"""What an option may be. tests/adapter/test_handler.py has the wrong values."""

from __future__ import annotations

import pytest

from lift.adapter import options


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("", ""),
        ("/", ""),
        ("//", ""),
        ("api", "/api"),
        ("/api/", "/api"),
        ("/api/v1", "/api/v1"),
        ("é", "/é"),
    ],
)
def test_a_path_begins_with_a_slash_and_does_not_end_in_one(given: str, path: str) -> None:
    assert options.path("base_path", given) == path


@pytest.mark.parametrize(
    "given", ["//api", "api//", "/a//b", "/a?b", "/a#b", 5, None, b"/api", ["a"]]
)
def test_what_is_no_path_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"^base_path=.*: expected a path such as '/api'"):
        options.path("base_path", given)


def test_names_are_in_lower_case() -> None:
    assert options.names("exclude_headers", (name for name in ("Server", "x-a")), "server") == {
        "server",
        "x-a",
    }


def test_an_option_that_would_do_nothing_is_refused() -> None:
    options.unused("lifespan_shutdown", False, "lifespan is off")
    with pytest.raises(ValueError, match="lifespan_shutdown=True: lifespan is off"):
        options.unused("lifespan_shutdown", True, "lifespan is off")
