"""What stands in descriptions: of a version, what the release was made of; of a layer, whose it is.

Versions and layers cannot be tagged, and there is no local record, so this is where a release's
facts are kept. A description has at most 256 characters; what may be long is cut.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .names import fit

LIMIT = 256
_DIGEST = 20  # hex digits of a digest that are kept
_WORD = re.compile(r"(\w+)=(\S+)")
_DIRTY = "-dirty"
_COMMIT = 40 + len(_DIRTY)  # a whole SHA-1; of a SHA-256 the beginning will do


def short(digest: str) -> str:
    """A digest as descriptions carry it."""
    return digest[:_DIGEST]


@dataclass(frozen=True)
class ReleaseRecord:
    """What a release is made of, by whom and when.

    ``code`` and ``dependencies`` are short digests ("none": there is no layer), ``commit`` is
    "none" without one, ``at`` is UTC as ``2026-11-21T09:30:00Z``, ``unzipped`` the code's bytes.
    Of a long ``by`` the end is kept, where the person's or the session's name stands.
    """

    code: str
    dependencies: str
    commit: str
    by: str
    at: str
    unzipped: int

    def __str__(self) -> str:
        words = (
            f"lift commit={_commit(self.commit)} code={self.code} deps={self.dependencies} "
            f"size={self.unzipped} at={self.at} by="
        )
        return words + _word(self.by)[len(words) - LIMIT :]

    @property
    def label(self) -> str:
        """What each execution environment logs of it."""
        return f"commit={_commit(self.commit)} deps={self.dependencies}"

    @classmethod
    def parse(cls, description: str) -> "ReleaseRecord | None":
        """The record in ``description``, None when it is not one of ours."""
        words = read(description)
        try:
            return cls(
                code=words["code"],
                dependencies=words["deps"],
                commit=words["commit"],
                by=words["by"],
                at=words["at"],
                unzipped=int(words["size"]),
            )
        except (KeyError, ValueError):
            return None


@dataclass(frozen=True)
class LayerRecord:
    """Whose a layer version is, what it was made from and how large it is unzipped, in bytes."""

    project: str
    stage: str
    digest: str
    unzipped: int

    def __str__(self) -> str:
        return (
            f"lift project={fit(self.project, 64)} stage={fit(self.stage, 64)} "
            f"deps={short(self.digest)} size={self.unzipped}"
        )

    @classmethod
    def parse(cls, description: str) -> "LayerRecord | None":
        words = read(description)
        try:
            return cls(words["project"], words["stage"], words["deps"], int(words["size"]))
        except (KeyError, ValueError):
            return None

    def belongs_to(self, project: str, stage: str) -> bool:
        return (self.project, self.stage) == (fit(project, 64), fit(stage, 64))


def _commit(commit: str) -> str:
    word = _word(commit)
    dirty = _DIRTY if word.endswith(_DIRTY) else ""
    return word.removesuffix(dirty)[: _COMMIT - len(dirty)] + dirty


def _word(text: str) -> str:
    """``text`` without what would end a word."""
    return re.sub(r"\s", "_", text)


def read(description: str) -> Mapping[str, str]:
    """The words of a description of ours, empty for somebody else's."""
    if not description.startswith("lift "):
        return {}
    return dict(_WORD.findall(description))
