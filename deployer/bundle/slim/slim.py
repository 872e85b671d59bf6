"""Apply the rules to a folder of installed packages.

    paths -> which rule takes each -> remove -> (strip what is left) -> correct RECORD -> Savings

Files are links into uv's cache: they are removed or replaced, never changed.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import distributions, listing
from ..limits import megabytes
from ..target import Target
from . import record, strip
from .choice import Choice
from .contents import Contents
from .rules import RULES

_WORTH_A_WORD = 50_000  # bytes; less shows as 0.0 MB

Bytes = Mapping[str, int]


@dataclass(frozen=True)
class Savings:
    """What each rule took out, in bytes: by the rule's name, then by the distribution's."""

    by_rule: Mapping[str, Bytes]

    def total(self, rule: str) -> int:
        return sum(self.by_rule.get(rule, {}).values())

    def of(self, distribution: str) -> dict[str, int]:
        """What each rule took out of one distribution."""
        return {
            rule: saved[distribution]
            for rule, saved in self.by_rule.items()
            if distribution in saved
        }

    def __str__(self) -> str:
        """What is worth a word, the largest first."""
        totals = sorted(((self.total(rule), rule) for rule in self.by_rule), reverse=True)
        return ", ".join(
            f"{rule} {megabytes(size)}" for size, rule in totals if size >= _WORTH_A_WORD
        )

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(self.by_rule), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> "Savings":
        return cls(json.loads(file.read_text(encoding="utf-8")))


def slim(tree: Path, choice: Choice, target: Target) -> Savings:
    """Remove from ``tree`` what the rules of ``choice`` take.

    Raises ``BundleError`` when stripping is asked for and this machine cannot do it.
    """
    paths = tuple(listing.files(tree))
    contents = Contents(tree, paths, choice.locales, frozenset(choice.wanted))
    owner = distributions.owners(distributions.find(tree))
    saved: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    removed = _taken(contents, choice.rules)
    for path, rule in removed.items():
        file = tree / path
        saved[rule][owner.get(path, "")] += file.stat().st_size
        file.unlink()
    left = [path for path in paths if path not in removed]
    stripped = strip.strip(tree, left, target) if "strip" in choice.rules else {}
    for path, size in stripped.items():
        saved["strip"][owner.get(path, "")] += size
    record.drop(tree, removed, stripped)
    _remove_empty(tree, removed)
    return Savings({rule: dict(sizes) for rule, sizes in saved.items()})


def _taken(contents: Contents, rules: Collection[str]) -> dict[str, str]:
    """For each path that goes the rule that takes it."""
    active = [rule for rule in RULES if rule.name in rules]
    found = {}
    for path in contents.paths:
        if rule := next((rule for rule in active if rule.takes(path, contents)), None):
            found[path] = rule.name
    return found


def _remove_empty(tree: Path, removed: Iterable[str]) -> None:
    """The folders that ``removed`` leaves empty, the innermost first."""
    folders = {folder for path in removed for folder in listing.above(path)}
    for folder in sorted(folders, reverse=True):
        place = tree / folder
        if not any(place.iterdir()):
            place.rmdir()
