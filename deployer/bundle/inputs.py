"""Where the dependencies are named: the files that the settings give, or that lie in the project.

    "requirements" in the settings
    else a lock: uv.lock, poetry.lock, pdm.lock, pylock.toml, Pipfile.lock
    else requirements.txt, else pyproject.toml

Looks at names, and into pyproject.toml; what the files say is ``resolve``'s work.
"""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..errors import SettingsError
from ..settings.stage import Stage
from ..suggest import did_you_mean
from . import pipfile_lock, pyproject, toml

LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock")
_PEP_751 = {"groups": "dependency-groups", "extras": "extras"}
_SUPPORTED = f"lift reads {', '.join(LOCKS)}, pyproject.toml and requirements files"


@dataclass(frozen=True)
class Inputs:
    """The ``files`` that name the dependencies: one lock, one pyproject.toml, or requirements.

    ``groups`` and ``extras`` are what the settings want of them beyond the dependencies proper;
    with ``from_source`` packages are built although they have a wheel; ``passed_over`` names what
    would have been taken if these were not there.
    """

    files: tuple[Path, ...]
    root: Path
    groups: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    from_source: bool = False

    @property
    def lock(self) -> Path | None:
        """The lock, where the dependencies are locked."""
        return self.files[0] if is_lock(self.files[0]) else None

    @property
    def folder(self) -> Path:
        """Where the project lies whose dependencies these are, its pyproject.toml perhaps."""
        above = self.files[0].parent
        return self.root if self.root.is_relative_to(above) else above

    def arguments(self, before: str = "") -> list[str]:
        """Files, extras and groups as arguments of uv; ``before`` stands before each file."""
        found = [part for file in self.files for part in (before, str(file)) if part]
        for name in self.extras:
            found += ["--extra", name]
        for name in self.groups:
            found += ["--group", f"{self.files[0]}:{name}"]
        return found

    def __str__(self) -> str:
        asked = [*_each("extra", self.extras), *_each("group", self.groups)]
        others = f"not {' or '.join(self.passed_over)}" if self.passed_over else ""
        return "; ".join(filter(None, [self.named, ", ".join(asked), others]))

    @property
    def named(self) -> str:
        """The files, as one types them in the project's folder."""
        return ", ".join(_shown(file, self.root) for file in self.files)


def find(stage: Stage) -> Inputs | None:
    """What names the dependencies of ``stage``; None when it has none.

    Raises ``SettingsError`` for a file, a group or an extra that the settings name in vain.
    """
    files = [_named(stage, name) for name in stage.requirements] or _present(stage.root)
    if not files:
        return None
    kept = tuple(files) if stage.requirements else (files[0],)
    others = () if stage.requirements else tuple(_shown(file, stage.root) for file in files[1:])
    always = stage.docker.mode == "always"
    found = Inputs(kept, stage.root, stage.groups, stage.extras, others, from_source=always)
    _check(stage, found)
    return found


def is_lock(file: Path) -> bool:
    """Whether ``file`` is a lock, by its name; PEP 751 also has ``pylock.NAME.toml``."""
    return file.name in LOCKS or (file.name.startswith("pylock.") and file.suffix == ".toml")


def _present(root: Path) -> list[Path]:
    """What lies in the project, the first to be taken first."""
    found = [root / name for name in LOCKS if (root / name).is_file()]
    if above := _workspace_lock(root):
        found.append(above)
    if (plain := root / "requirements.txt").is_file():
        found.append(plain)
    project = root / pyproject.NAME  # what is found so far may be made from it
    if not found and project.is_file() and pyproject.names_dependencies(project):
        found.append(project)
    return found


def _workspace_lock(root: Path) -> Path | None:
    """The uv.lock of the workspace that the project is a member of."""
    if not (root / pyproject.NAME).is_file() or (root / "uv.lock").is_file():
        return None
    for folder in root.parents:
        if (folder / "uv.lock").is_file() and pyproject.is_member(folder / pyproject.NAME, root):
            return folder / "uv.lock"
    return None


def _named(stage: Stage, name: str) -> Path:
    path = stage.root / name
    if not path.is_file():
        raise SettingsError(
            f"{stage.name}: requirements names {name}, and there is no such file in {stage.root}",
            hint="paths are relative to the settings file",
        )
    if path.name == "pyproject.toml" and not pyproject.names_dependencies(path):
        raise SettingsError(f"{path} names no dependencies", hint=_SUPPORTED)
    return path


def _check(stage: Stage, found: Inputs) -> None:
    alone = [file for file in found.files if is_lock(file) or file.name == "pyproject.toml"]
    if alone and len(found.files) > 1:
        raise SettingsError(
            f"{stage.name}: requirements names {alone[0].name} and other files",
            hint="a lock or a pyproject.toml stands alone; name several requirements files only",
        )
    _check_names(stage, found, "groups", found.groups)
    _check_names(stage, found, "extras", found.extras)


def _check_names(stage: Stage, found: Inputs, kind: str, asked: tuple[str, ...]) -> None:
    for name in asked:
        known = _known(found, kind)
        if name not in known:
            raise SettingsError(
                f"{stage.name}: {kind} names {name}, which {found.named} does not have",
                hint=did_you_mean(name, known) if known else f"it has no {kind} at all",
            )


def _known(found: Inputs, kind: str) -> Collection[str]:
    """The groups or the extras that there are."""
    file = found.files[0]
    if file.name == "Pipfile.lock":
        categories = set(pipfile_lock.read(file)) - {"_meta", "default"}
        return categories if kind == "groups" else ()
    if file.name.startswith("pylock."):
        listed: list[str] = toml.read(file).get(_PEP_751[kind], [])
        return listed
    if found.lock or file.name == pyproject.NAME:
        path = found.folder / pyproject.NAME
        return pyproject.groups(path) if kind == "groups" else pyproject.extras(path)
    return ()


def _each(kind: str, names: tuple[str, ...]) -> list[str]:
    return [f"{kind} {name}" for name in names]


def _shown(file: Path, root: Path) -> str:
    return Path(os.path.relpath(file, root)).as_posix()
