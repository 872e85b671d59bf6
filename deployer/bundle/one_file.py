"""Put the bytecode of a zip into one file of it: the archive that ``lift.warmers.bytecode`` reads.

    __pycache__/*.pyc of the entries  ->  magic number, length of the index, index, bytecode

The index has, for each folder ("" or "shop/models/"), its modules by name: where in the bytecode
theirs begins, or for an extension module how its file goes on after the name. What is not plain
stays as it is, to be found in the ordinary way: a name that two files have, a source that does not
compile.
"""

import marshal
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from lift.warmers import bytecode

from . import handler
from .archive import Entry
from .target import Target

_HEADER = 16  # bytes of a .pyc before its code (PEP 552); the first of them are the magic number
_MAGIC = 4
_CACHE = "__pycache__"
_BEFORE = (handler.NAME, bytecode.NAME)  # imported before the archive is there
_STABLE = 2  # the last format of marshal whose bytes do not depend on who else has the string

Files = dict[str, dict[str, set[str]]]  # by folder and module: how the files' names go on


def gather(
    entries: Sequence[Entry],
    name: str,
    target: Target,
    *,
    root: str = "",
    beside: Iterable[Entry] = (),
) -> list[Entry]:
    """``entries`` with one file of that ``name`` in place of the bytecode of each.

    ``root`` is where they are imported from, "" or "python/"; ``beside`` are further entries that
    come into the same folders.
    """
    plain = dict(_plain(_files([*entries, *beside], root, target)))
    compiled = {}
    kept = []
    for entry in entries:
        if plain.get(source := _source(entry.path)) == ".py" and source != entry.path:
            compiled[source.removeprefix(root)] = entry
        else:
            kept.append(entry)
    if not compiled:
        return list(entries)
    native = {path.removeprefix(root): rest for path, rest in plain.items() if rest != ".py"}
    return [*kept, Entry(root + name, _archive(compiled, native), derived=True)]


def sizes(archive: Path) -> dict[str, int]:
    """Bytes of the bytecode in ``archive`` by its source, which lies in the folder of it; those of
    the index under the archive's own name."""
    content = archive.read_bytes()
    start = _MAGIC + bytecode.LENGTH
    end = start + int.from_bytes(content[_MAGIC:start], "little")
    index = marshal.loads(content[start:end])  # noqa: S302  (lift wrote it)
    starts = {
        f"{folder}{module}.py": first
        for folder, modules in index.items()
        for module, first in modules.items()
        if isinstance(first, int)
    }
    ordered = sorted(starts, key=starts.__getitem__)
    ends = [*(starts[source] for source in ordered[1:]), len(content) - end]
    found = {source: last - starts[source] for source, last in zip(ordered, ends, strict=True)}
    return found | {archive.name: end}


def _files(entries: Iterable[Entry], root: str, target: Target) -> Files:
    """What can be imported below ``root``, by the full path of its folder."""
    tag = f"cpython-{target.python.replace('.', '')}-{target.machine}-linux-gnu"
    suffixes = (".py", ".pyc", f".{tag}.so", ".abi3.so", ".so")
    found: Files = {}
    for entry in entries:
        folder, slash, file = entry.path.rpartition("/")
        module, dot, rest = file.partition(".")
        if dot + rest in suffixes and entry.path.startswith(root) and not folder.endswith(_CACHE):
            found.setdefault(folder + slash, {}).setdefault(module, set()).add(dot + rest)
    return found


def _plain(files: Files) -> Iterator[tuple[str, str]]:
    """The path of each file that is the only one of its name, and how it goes on."""
    for folder, modules in files.items():
        for module, rests in modules.items():
            is_package = "__init__" in files.get(f"{folder}{module}/", ())
            if len(rests) == 1 and not is_package and module not in _BEFORE:
                (rest,) = rests
                yield f"{folder}{module}{rest}", rest


def _source(path: str) -> str:
    """The module that ``path`` is the bytecode of; ``path`` itself if it is none."""
    folder, cached, file = path.rpartition(f"{_CACHE}/")
    return f"{folder}{file.partition('.')[0]}.py" if cached else path


def _archive(compiled: dict[str, Entry], native: dict[str, str]) -> bytes:
    """The content: of ``compiled`` by source, and ``native``, the ends of names by path."""
    index: dict[str, dict[str, int | str]] = {"": {}}
    code = []
    magic, size = b"", 0
    for source, entry in sorted(compiled.items()):
        content = entry.read()
        _modules(index, source)[_name(source)] = size
        magic = content[:_MAGIC]
        code.append(content[_HEADER:])
        size += len(code[-1])
    for path, rest in sorted(native.items()):
        _modules(index, path)[_name(path)] = rest
    listed = marshal.dumps(index, _STABLE)
    return b"".join((magic, len(listed).to_bytes(bytecode.LENGTH, "little"), listed, *code))


def _modules(index: dict[str, dict[str, int | str]], path: str) -> dict[str, int | str]:
    """Those of the folder of ``path``, known like all folders above it."""
    *above, _ = PurePosixPath(path).parents
    for folder in above:
        index.setdefault(sys.intern(f"{folder}/"), {})
    return index[f"{above[0]}/" if above else ""]


def _name(path: str) -> str:
    return sys.intern(PurePosixPath(path).name.partition(".")[0])
