"""Which files of a bundle are native, whose they are, and that this is looked up once."""

from pathlib import Path

from lift.deployer.bundle import native
from lift.deployer.bundle.archive import Entry

from .elves import module, shared_object
from .projects import write

FILES: dict[str, str | bytes] = {
    "flour/_fast.abi3.so": module("_fast", rpath="$ORIGIN/../flour.libs"),
    "flour.libs/libwater-1a2b.so.1.2": shared_object(),
    "flour-1.0.dist-info/RECORD": "flour/_fast.abi3.so,,\nflour.libs/libwater-1a2b.so.1.2,,\n",
    "tools/mill": shared_object(interpreter="/lib64/ld-linux-x86-64.so.2"),
    "notes": "\x7fEL",
    "empty.so": "",
    "disguised.py": module("disguised"),
}


def entries(root: Path, prefix: str = "") -> list[Entry]:
    write(root, FILES)
    return [Entry(prefix + name, root / name) for name in FILES]


def test_versioned_libraries_and_programs_are_found_too(tmp_path: Path) -> None:
    found = native.find([*entries(tmp_path, "python/"), Entry("lift_handler", b"\x7fELF")])
    assert [(each.path, each.package) for each in found] == [
        ("python/flour/_fast.abi3.so", "flour 1.0"),
        ("python/flour.libs/libwater-1a2b.so.1.2", "flour 1.0"),
        ("python/tools/mill", ""),
    ]


def test_they_are_looked_up_once(tmp_path: Path) -> None:
    memory = tmp_path / "native.json"
    found = native.remembered(memory, entries(tmp_path / "tree"))
    assert len(found) == 3
    assert native.remembered(memory, ()) == found
    for damaged in ("half of", '[{"path": "a", "package": "", "elf": {"needed": []}}]'):
        memory.write_text(damaged)
        assert native.remembered(memory, entries(tmp_path / "tree")) == found
