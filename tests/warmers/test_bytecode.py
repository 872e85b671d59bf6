"""Importing out of an archive of bytecode, each time in an interpreter of its own."""

import os
import platform
import py_compile
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from textwrap import dedent
from typing import cast

import pytest

from lift.deployer.bundle import one_file, runtime_part
from lift.deployer.bundle.archive import Entry
from lift.deployer.bundle.target import Target
from lift.deployer.settings.stage import Architecture
from lift.warmers.bytecode import CODE, DEPENDENCIES

ARCHITECTURE = "arm64" if platform.machine() == "aarch64" else "x86_64"
HERE = Target("{}.{}".format(*sys.version_info), cast("Architecture", ARCHITECTURE), (2, 34))
SHOP = {
    "shop/__init__.py": "",
    "shop/cakes.py": "def bake():\n    return 'from bytecode'\n",
    "shop/menu.txt": "cheese cake",
}


def written(folder: Path, files: dict[str, str]) -> list[Entry]:
    """``files`` in ``folder``, with their bytecode."""
    entries = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        entries.append(Entry(name, path))
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        if name.endswith(".py") and (made := py_compile.compile(str(path), invalidation_mode=mode)):
            entries.append(Entry(Path(made).relative_to(folder).as_posix(), Path(made)))
    return entries


def archived(folder: Path, files: dict[str, str], name: str = CODE) -> Path:
    """``folder`` as it would be on Lambda with ``files``."""
    entries = written(folder, files)
    kept = one_file.gather(entries, name, HERE)
    for entry in {entry.path: entry for entry in [*kept, runtime_part.finder()]}.values():
        content = entry.read()
        (folder / entry.path).write_bytes(content)
    for path in {entry.path for entry in entries} - {entry.path for entry in kept}:
        (folder / path).unlink()
    return folder


def outdated(folder: Path) -> Path:
    """``folder`` with sources that say something else than the bytecode."""
    for source in folder.rglob("*.py"):
        if source.stem != "lift_bytecode":
            source.write_text(source.read_text().replace("from bytecode", "from source"))
    return folder


def said(folder: Path, program: str, *before: Path, **environment: str) -> str:
    """What ``program`` prints; ``before`` are folders that come first on the path."""
    start = "import lift_bytecode; lift_bytecode.install()\n"
    path = os.pathsep.join(map(str, (*before, folder)))
    result = subprocess.run(
        [sys.executable, "-B", "-c", start + dedent(program)],
        env=os.environ | {"PYTHONPATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


BAKE = "import shop.cakes; print(shop.cakes.bake())"


def test_a_module_is_run_from_its_bytecode(tmp_path: Path) -> None:
    folder = outdated(archived(tmp_path, SHOP))
    assert not list(folder.rglob("*.pyc"))
    assert said(folder, BAKE) == "from bytecode"


def test_nothing_is_looked_for_on_disk(tmp_path: Path) -> None:
    folder = archived(tmp_path, SHOP | {f"shop/a{number}.py": "" for number in range(9)})
    program = """
    import sys
    calls = []
    sys.addaudithook(lambda name, args: calls.append(name) if name in ("open", "os.listdir") else 0)
    import shop.cakes
    for number in range(9):
        __import__(f"shop.a{number}")
    print(calls)
    """
    assert said(folder, program) == "[]"


def test_a_module_knows_its_file_its_folder_and_its_source(tmp_path: Path) -> None:
    folder = archived(tmp_path, SHOP)
    program = """
    import inspect, shop.cakes
    print(shop.__file__, shop.__path__, shop.__spec__.submodule_search_locations)
    print(shop.cakes.__file__, shop.cakes.__spec__.origin, shop.cakes.__spec__.has_location)
    print(shop.cakes.bake.__code__.co_filename, inspect.getsource(shop.cakes.bake))
    """
    package, module = folder / "shop", folder / "shop/cakes.py"
    assert said(folder, program).splitlines() == [
        f"{package}/__init__.py ['{package}'] ['{package}']",
        f"{module} {module} True",
        f"{module} def bake():",
        "    return 'from bytecode'",
    ]


def test_a_traceback_has_the_lines_of_the_source(tmp_path: Path) -> None:
    folder = archived(tmp_path / "elsewhere", {"shop.py": "def bake():\n    1 / 0\n"})
    program = """
    import shop, traceback
    try:
        shop.bake()
    except ZeroDivisionError:
        print(traceback.format_exc())
    """
    shown = said(folder, program)
    assert f'File "{folder}/shop.py", line 2, in bake\n    1 / 0' in shown


def test_modules_and_data_are_listed_and_read(tmp_path: Path) -> None:
    folder = archived(tmp_path, SHOP)
    program = """
    import importlib.resources, pkgutil, shop
    print([module.name for module in pkgutil.walk_packages(shop.__path__, "shop.")])
    print(importlib.resources.files("shop").joinpath("menu.txt").read_text())
    print(pkgutil.get_data("shop", "menu.txt"))
    """
    assert said(folder, program) == "['shop.cakes']\ncheese cake\nb'cheese cake'"


def test_modules_are_found_reloaded_and_run_as_programs(tmp_path: Path) -> None:
    program = "print(__name__, 'from bytecode')\n"
    folder = outdated(archived(tmp_path, SHOP | {"shop/__main__.py": program}))
    program = """
    import importlib.util, runpy, shop.cakes
    before = shop.cakes.bake
    assert importlib.reload(shop.cakes).bake is not before
    print(shop.cakes.bake(), importlib.util.find_spec("shop.bread"))
    runpy.run_module("shop", run_name="__main__")
    """
    assert said(folder, program) == "from bytecode None\n__main__ from bytecode"


def test_the_order_of_the_path_decides(tmp_path: Path) -> None:
    folder = archived(tmp_path / "task", SHOP)
    first = tmp_path / "first"
    written(first, {"shop/__init__.py": "", "shop/cakes.py": "def bake():\n    return 'first'\n"})
    assert said(folder, BAKE, first) == "first"
    program = f"import sys; sys.path.insert(0, {str(first)!r})\n{BAKE}"
    assert said(folder, program) == "first"
    assert said(folder, program.replace("insert(0, ", "append(")) == "from bytecode"


def test_a_zip_on_the_path_comes_in_its_turn(tmp_path: Path) -> None:
    folder = archived(tmp_path, SHOP)
    with zipfile.ZipFile(tmp_path / "first.zip", "w") as zipped:
        zipped.writestr("shop/__init__.py", "")
        zipped.writestr("shop/cakes.py", "def bake():\n    return 'zipped'\n")
    assert said(folder, BAKE, tmp_path / "first.zip") == "zipped"


def test_a_folder_below_may_be_put_on_the_path(tmp_path: Path) -> None:
    folder = outdated(archived(tmp_path, {f"src/{name}": text for name, text in SHOP.items()}))
    program = f"import sys; sys.path.insert(0, {str(folder / 'src')!r})\n{BAKE}"
    assert said(folder, program) == "from bytecode"


def test_a_namespace_has_all_its_folders(tmp_path: Path) -> None:
    folder = outdated(archived(tmp_path / "task", {"food/cakes.py": "said = 'from bytecode'\n"}))
    other = tmp_path / "other"
    written(other, {"food/bread.py": "said = 'other'\n"})
    program = """
    import food.bread, food.cakes
    print(food.bread.said, food.cakes.said, len(food.__path__))
    """
    assert said(folder, program, other) == "other from bytecode 2"


def test_what_the_archive_does_not_have_is_imported_as_ever(tmp_path: Path) -> None:
    folder = archived(tmp_path, SHOP)
    (folder / "shop" / "late.py").write_text("print('late')\n")
    (folder / "shop" / "broken.py").write_text("def\n")
    program = """
    import shop.late
    try:
        import shop.broken
    except SyntaxError as error:
        print(error.filename)
    try:
        import shop.bread
    except ModuleNotFoundError as error:
        print(error)
    """
    broken, missing = f"{folder}/shop/broken.py", "No module named 'shop.bread'"
    assert said(folder, program).splitlines() == ["late", broken, missing]


def test_what_is_written_later_is_found_when_python_is_told(tmp_path: Path) -> None:
    folder = archived(tmp_path, SHOP)
    program = """
    import importlib, pathlib, shop
    assert importlib.util.find_spec("shop.bread") is None
    pathlib.Path(shop.__path__[0], "bread.py").write_text("print('baked')")
    importlib.invalidate_caches()
    import shop.bread
    """
    assert said(folder, program) == "baked"


def test_an_extension_module_is_known_too(tmp_path: Path) -> None:
    (native,) = Path(str(sysconfig.get_config_var("DESTSHARED"))).glob("_bisect.*.so")
    tagged = f"fast/_bisect.cpython-{HERE.python.replace('.', '')}-{HERE.machine}-linux-gnu.so"
    entries = written(tmp_path, SHOP | {"fast/__init__.py": ""})
    shutil.copy(native, tmp_path / tagged)
    for entry in one_file.gather([*entries, Entry(tagged, tmp_path / tagged)], CODE, HERE):
        if isinstance(entry.content, bytes):
            (tmp_path / entry.path).write_bytes(entry.content)
    (tmp_path / "lift_bytecode.py").write_bytes(runtime_part.finder().read())
    program = """
    import fast._bisect
    print(fast._bisect.__file__, fast._bisect.bisect_right([1, 2], 1))
    """
    assert said(tmp_path, program) == f"{tmp_path}/{tagged} 1"


def test_two_archives_may_lie_in_one_folder(tmp_path: Path) -> None:
    """As in an image: the project's files and the dependencies' share packages."""
    folder = archived(tmp_path, {"food/__init__.py": "", "food/bread.py": ""}, DEPENDENCIES)
    archived(tmp_path, {"food/cakes.py": "", "shop.py": ""})
    program = """
    import food.bread, food.cakes, shop
    print(*{type(module.__loader__).__name__ for module in (food, food.bread, food.cakes, shop)})
    """
    assert said(folder, program) == "Loader"


def test_the_bytecode_of_another_python_is_passed_over(tmp_path: Path) -> None:
    folder = outdated(archived(tmp_path, SHOP))
    content = (folder / CODE).read_bytes()
    (folder / CODE).write_bytes(b"\0\0\r\n" + content[4:])
    assert said(folder, BAKE) == "from source"


def test_without_assertions_nothing_is_asserted(tmp_path: Path) -> None:
    folder = archived(tmp_path, {"shop.py": "assert False\nprint('served')\n"})
    assert said(folder, "import shop", PYTHONOPTIMIZE="1") == "served"
    with pytest.raises(AssertionError, match=r"shop\.py"):
        said(folder, "import shop")


def test_distributions_are_found_by_their_metadata(tmp_path: Path) -> None:
    metadata = "Metadata-Version: 2.1\nName: shop\nVersion: 7\n"
    folder = archived(tmp_path, SHOP | {"shop-7.dist-info/METADATA": metadata})
    assert said(folder, "import importlib.metadata as m; print(m.version('shop'))") == "7"


def test_who_rewrites_modules_on_the_way_goes_on_doing_so(tmp_path: Path) -> None:
    """As pytest does with assertions, and what traces applications with functions."""
    folder = archived(tmp_path, SHOP)
    program = """
    import sys
    from importlib.abc import MetaPathFinder
    from importlib.machinery import PathFinder

    class Rewriting(MetaPathFinder):
        def find_spec(self, name, path, target=None):
            spec = PathFinder.find_spec(name, path)
            if name == "shop.cakes":
                spec.loader.source_to_code = None
                spec.loader.get_code = lambda name: compile("bake = lambda: 'new'", "x", "exec")
            return spec

    sys.meta_path.insert(0, Rewriting())
    import shop.cakes
    print(shop.cakes.bake())
    """
    assert said(folder, program) == "new"
