"""The plan of the house, held by tests: who may know whom, and what reaches the wheel."""

import ast
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("adapter", "deployer", "warmers")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
RUN_TIME = [path for path in MODULES if path.relative_to(ROOT).parts[0] != "deployer"]

# What a folder may import of the others; the deployer reads the adapter only where a bundle, an
# event or an execution environment is made.
MAY_KNOW = {"adapter": set(), "warmers": {"adapter"}, "deployer": {"warmers", "adapter"}}
READS_THE_ADAPTER = ("deployer/bundle/", "deployer/gateway/", "deployer/sandbox/")

# Who alone may import what.
RESERVED = {
    "boto3": ("deployer/aws/",),
    "botocore": ("deployer/aws/",),
    "moto": ("deployer/sandbox/",),
    "subprocess": ("deployer/run.py",),
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[tuple[ast.stmt, str, int]]:
    """(statement, module, level) of each import, wherever in the file it stands, save those only
    for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_checkers = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for part in node.body
        for inner in ast.walk(part)
    }
    for node in ast.walk(tree):
        if id(node) in for_checkers:
            continue
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or "", node.level


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_part_knows_only_the_parts_it_may_know(path: Path) -> None:
    own, *_ = path.relative_to(ROOT).parts
    for _, module, level in _imports(path):
        top, _, rest = module.partition(".")
        if level or top != "lift":
            continue
        other = rest.partition(".")[0]
        assert other != own, f"inside {own}/ imports are relative: {module}"
        assert other in MAY_KNOW[own], f"{own}/ may not know {other}/"
        if own == "deployer" and other == "adapter":
            assert _name(path).startswith(READS_THE_ADAPTER)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nobody_imports_the_folders_by_their_bare_names(path: Path) -> None:
    tops = {module.partition(".")[0] for _, module, level in _imports(path) if not level}
    assert not tops & set(FOLDERS)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_relative_imports_stay_inside_their_folder(path: Path) -> None:
    depth = len(path.relative_to(ROOT).parts) - 1
    assert all(level <= depth for _, _, level in _imports(path))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_reserved_libraries_are_imported_only_where_they_belong(path: Path) -> None:
    for _, module, level in _imports(path):
        places = RESERVED.get(module.partition(".")[0])
        if level == 0 and places is not None:
            assert _name(path).startswith(places), f"{module} belongs in {' or '.join(places)}"


@pytest.mark.parametrize("path", RUN_TIME, ids=_name)
def test_the_run_time_half_imports_only_the_standard_library(path: Path) -> None:
    for _, module, level in _imports(path):
        top = module.partition(".")[0]
        assert level or top == "lift" or top in sys.stdlib_module_names, module


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_ui_and_the_command_line_print(path: Path) -> None:
    if _name(path) == "deployer/ui.py" or _name(path).startswith("deployer/cli/"):
        return
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert not [call for call in calls if ast.unparse(call.func) == "print"]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "deployer" / "cli").glob("*.py")), ids=lambda path: path.name
)
def test_a_command_file_fits_one_screen(path: Path) -> None:
    if path.name != "main.py":
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 80


def _listed_packages() -> set[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return set(tomllib.load(file)["tool"]["setuptools"]["packages"])


def test_the_listed_packages_are_those_on_disk() -> None:
    on_disk = {
        "lift." + ".".join(path.parent.relative_to(ROOT).parts)
        for path in MODULES
        if path.name == "__init__.py"
    }
    with_code = {"lift." + ".".join(path.parent.relative_to(ROOT).parts) for path in MODULES}
    assert _listed_packages() == on_disk == with_code


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel, made as a release is: from the source distribution, since setuptools
    puts what an earlier build left in ``build/`` into a wheel made in place."""
    from uv import find_uv_bin

    out = tmp_path_factory.mktemp("wheel")
    command = [find_uv_bin(), "build", "--quiet", "--out-dir", str(out), str(ROOT)]
    subprocess.run(command, check=True)
    (built,) = out.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_and_the_schema(wheel: set[str]) -> None:
    expected = {f"lift/{_name(path)}" for path in MODULES}
    expected |= {f"lift/{folder}/py.typed" for folder in FOLDERS}
    expected |= {"lift/deployer/settings/settings_schema.json"}
    expected |= {f"lift/deployer/doctor/page/{name}" for name in ("script.js", "style.css")}
    assert {name for name in wheel if ".dist-info/" not in name} == expected


def test_the_wheel_makes_lift_a_namespace(wheel: set[str]) -> None:
    assert "lift/__init__.py" not in wheel


def test_the_wheel_needs_nothing_to_run() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["dependencies"] == []


def test_the_version_is_the_changelogs_newest() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    headings = [
        line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("## ")
    ]
    assert headings[0].split()[1] == version
