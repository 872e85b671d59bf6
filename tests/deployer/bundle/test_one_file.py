"""What goes into an archive of bytecode, and what stays beside it."""

import marshal
from pathlib import Path
from typing import Any

from lift.deployer.bundle import one_file
from lift.deployer.bundle.archive import Entry
from lift.deployer.bundle.target import Target

TARGET = Target("3.12", "x86_64", (2, 34))
TAG = "cpython-312-x86_64-linux-gnu"
HEADER = b"magc" + bytes(12)


def sources(*modules: str, root: str = "") -> list[Entry]:
    """Each with its bytecode, which is its name."""
    made = []
    for module in modules:
        folder, slash, name = module.rpartition("/")
        cached = f"{root}{folder}{slash}__pycache__/{name}.cpython-312.pyc"
        made.append(Entry(f"{root}{module}.py", b""))
        made.append(Entry(cached, HEADER + f"<{module}>".encode(), derived=True))
    return made


def files(*paths: str) -> list[Entry]:
    return [Entry(path, b"") for path in paths]


def opened(archive: Entry) -> tuple[Any, bytes]:
    content = archive.read()
    assert content[:4] == HEADER[:4]
    end = 8 + int.from_bytes(content[4:8], "little")
    return marshal.loads(content[8:end]), content[end:]  # noqa: S302  (made above)


def gathered(*entries: Entry, **options: Any) -> tuple[list[str], Any, bytes]:
    """What stays, the index and the bytecode."""
    *kept, archive = one_file.gather(entries, "x.bytecode", TARGET, **options)
    assert archive.derived
    return sorted(entry.path for entry in kept), *opened(archive)


def test_the_bytecode_of_all_sources_is_one_file() -> None:
    kept, index, code = gathered(*sources("shop/__init__", "shop/models/cake", "main"))
    assert kept == ["main.py", "shop/__init__.py", "shop/models/cake.py"]
    assert code == b"<main><shop/__init__><shop/models/cake>"
    assert index == {"": {"main": 0}, "shop/": {"__init__": 6}, "shop/models/": {"cake": 21}}


def test_folders_above_are_known_though_they_hold_no_module() -> None:
    _, index, _ = gathered(*sources("src/shop/cake"))
    assert index == {"": {}, "src/": {}, "src/shop/": {"cake": 0}}


def test_a_layer_is_imported_from_a_folder_of_it() -> None:
    entries = [*sources("django/apps", root="python/"), *files("lib/libpq.so")]
    made = one_file.gather(entries, "x.bytecode", TARGET, root="python/")
    assert [entry.path for entry in made] == [
        *("python/django/apps.py", "lib/libpq.so", "python/x.bytecode")
    ]
    assert opened(made[-1])[0] == {"": {}, "django/": {"apps": 0}}


def test_extension_modules_are_listed_by_how_their_names_go_on() -> None:
    native = files(f"fast/one.{TAG}.so", "fast/two.abi3.so", "fast/three.so", "fast/libfour.so.4")
    _, index, _ = gathered(*native, *sources("main"))
    fast = {"one": f".{TAG}.so", "two": ".abi3.so", "three": ".so"}
    assert index["fast/"] == fast


def test_extension_modules_for_others_are_not() -> None:
    for_others = files(
        "one.cpython-311-x86_64-linux-gnu.so", "two.cpython-312-aarch64-linux-gnu.so"
    )
    _, index, _ = gathered(*for_others, *sources("main"))
    assert index == {"": {"main": 0}}


def test_of_two_files_with_one_name_python_chooses() -> None:
    doubtful = [*sources("fast", "cake"), *files(f"fast.{TAG}.so", "cake/__init__.py")]
    kept, index, _ = gathered(*doubtful, *sources("main"))
    assert index == {"": {"main": 0}}
    assert "__pycache__/fast.cpython-312.pyc" in kept
    assert "__pycache__/cake.cpython-312.pyc" in kept


def test_what_lies_beside_counts_when_names_are_compared() -> None:
    entries = sources("cake", "bread", "main")
    _, index, code = gathered(*entries, beside=[*files("cake/__init__.py"), *sources("bread")])
    assert index == {"": {"bread": 0, "main": 7}}
    assert code == b"<bread><main>"


def test_what_starts_first_stays_as_it_is() -> None:
    kept, index, _ = gathered(*sources("lift_handler", "lift_bytecode", "main"))
    assert index == {"": {"main": 0}}
    assert [path for path in kept if path.endswith(".pyc")] == [
        "__pycache__/lift_bytecode.cpython-312.pyc",
        "__pycache__/lift_handler.cpython-312.pyc",
    ]


def test_without_bytecode_there_is_no_archive() -> None:
    entries = files("main.py", f"fast.{TAG}.so")
    assert one_file.gather(entries, "x.bytecode", TARGET) == entries


def test_it_is_the_same_in_whatever_order_the_files_come() -> None:
    entries = sources("shop/__init__", "shop/cakes", "main", "a")
    first, second = (
        one_file.gather(order, "x.bytecode", TARGET)[-1].read()
        for order in (entries, entries[::-1])
    )
    assert first == second


def test_what_is_in_it_is_told_by_source(tmp_path: Path) -> None:
    modules = ("cake", "shop/__init__", "shop/bread")
    *_, made = one_file.gather([*sources(*modules), *files("fast.so")], "x.bytecode", TARGET)
    archive = tmp_path / "x.bytecode"
    archive.write_bytes(made.read())
    found = one_file.sizes(archive)
    assert sum(found.values()) == made.size
    index = found.pop("x.bytecode")
    assert index > 0
    assert found == {f"{module}.py": len(f"<{module}>") for module in modules}
