"""The rules, each of which says of a file whether it can go.

The first rule that takes a file is the one that is credited with it. None takes metadata
(``.dist-info``: ``importlib.metadata``, entry points), a licence, or ``py.typed``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .contents import Contents

_PROTECTED = re.compile(r"[^/]+\.dist-info/|(.*/)?(?i:licen[cs]e|copying|notice)[^/]*$")


@dataclass(frozen=True)
class Rule:
    """A rule by its name in the settings: it takes what ``pattern`` matches, if ``also`` agrees."""

    name: str
    what: str
    pattern: str
    also: Callable[[Contents, str], bool] | None = None

    def takes(self, path: str, contents: Contents) -> bool:
        if re.match(self.pattern, path) is None or _PROTECTED.match(path):
            return False
        return self.also is None or self.also(contents, path)


RULES = (
    Rule("scripts", "scripts", r"bin/"),
    Rule(
        "caches",
        "bytecode and caches that packages brought along",
        r"(.*/)?(__pycache__|\.[a-z]+_cache)/|(.*/)?\.DS_Store$",
    ),
    Rule(
        "tests",
        "tests that nothing else imports",
        r"(.*/)?(tests?|SelfTest)/",
        Contents.idle_test,
    ),
    Rule(
        "catalogs",
        "sources of translations",
        r".*/LC_MESSAGES/[^/]+\.pot?$|.*\.pot$",
        Contents.compiled_catalog,
    ),
    Rule(
        "locales",
        "translations into other languages",
        r".*/LC_MESSAGES/|babel/locale-data/",
        Contents.other_language,
    ),
    Rule("stubs", "stubs for type checkers", r".*\.pyi$", Contents.unread_stub),
    Rule(
        "headers",
        "headers, static libraries, sources of what is compiled",
        r".*\.(h|hh|hpp|hxx|cuh|a|la|c|cc|cpp|cxx|cu|f90|pyx|pxd|pxi)$",
    ),
    Rule(
        "docs",
        "manual pages, readmes, changelogs",
        r"share/(man|doc|info)/"
        r"|(.*/)?(?i:readme|changelog|changes|history|news|contributing)(\.(md|rst|txt))?$",
        Contents.unread_document,
    ),
)
