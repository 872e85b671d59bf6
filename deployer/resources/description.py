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


def short(digest: str) -> str:
    """A digest as descriptions carry it."""
    return digest[:_DIGEST]


@dataclass(frozen=True)
class ReleaseRecord:
    """What a release is made of, by whom and when.

    ``code`` and ``dependencies`` are short digests ("none": there is no layer), ``commit`` is
    "none" without one, ``at`` is UTC as ``2026-11-21T09:30:00Z``, ``unzipped`` the code's bytes.
    """

    code: str
    dependencies: str
    commit: str
    by: str
    at: str
    unzipped: int

    def __str__(self) -> str:
        words = (
            f"lift commit={self.commit[:46]} code={self.code} deps={self.dependencies} "
            f"size={self.unzipped} at={self.at} by="
        )
        return words + re.sub(r"\s", "_", self.by)[: LIMIT - len(words)]

    @classmethod
    def parse(cls, description: str) -> "ReleaseRecord | None":
        """The record in ``description``, None when it is not one of ours."""
        words = _words(description)
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
        words = _words(description)
        try:
            return cls(words["project"], words["stage"], words["deps"], int(words["size"]))
        except (KeyError, ValueError):
            return None

    def belongs_to(self, project: str, stage: str) -> bool:
        return (self.project, self.stage) == (fit(project, 64), fit(stage, 64))


@dataclass(frozen=True)
class History:
    """The alias's description: the versions that were live, the latest first.

    A version that was rolled back from drops out, and one that never passed never comes in, so
    the next one is always what ``lift rollback`` should go to.
    """

    versions: tuple[str, ...] = ()

    def __str__(self) -> str:
        kept = list(self.versions)
        while len(text := f"lift live={','.join(kept)}") > LIMIT:
            kept.pop()
        return text

    @classmethod
    def parse(cls, description: str) -> "History":
        live = _words(description).get("live", "")
        return cls(tuple(version for version in live.split(",") if version.isdigit()))

    def moved(self, version: str) -> "History":
        """After the alias moved to ``version``: what is behind it stays, what is before goes."""
        if version in self.versions:
            return History(self.versions[self.versions.index(version) :])
        return History((version, *self.versions))

    def before(self, version: str) -> str | None:
        """The version that was live before ``version``."""
        if version not in self.versions:
            return self.versions[0] if self.versions else None
        older = self.versions[self.versions.index(version) + 1 :]
        return older[0] if older else None


def _words(description: str) -> Mapping[str, str]:
    if not description.startswith("lift "):
        return {}
    return dict(_WORD.findall(description))
