"""What reaches a distribution, and what does not."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from lift.deployer.bundle.distributions import Distribution
from lift.deployer.bundle.unused.modules import Modules, at
from lift.deployer.bundle.unused.reach import Walk
from lift.deployer.bundle.unused.reading import Reading

from ..projects import write


def walk(
    root: Path,
    project: str,
    packages: Mapping[str, Mapping[str, str]],
    needs: Mapping[str, tuple[str, ...]] | None = None,
    plugins: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
) -> Walk:
    """A walk through a project of one file and ``packages``: distribution -> path -> source."""
    write(root, {"main.py": project})
    found = [at("main.py", root / "main.py")]
    for name, files in packages.items():
        write(root / name, files)
        found += [at(path, root / name / path, name) for path in files]
    installed = {
        name: Distribution(name, "1.0", tuple(files), (), (plugins or {}).get(name, {}))
        for name, files in packages.items()
    }
    asked = dict.fromkeys(packages, ()) | dict(needs or {})
    modules = Modules(tuple(filter(None, found)))
    made = Walk(modules, installed, asked, Reading(root / "mentions.json"))
    made.run()
    return made


FLOUR = {"flour": {"flour/__init__.py": "", "flour/mill.py": ""}}


@pytest.mark.parametrize(
    ("project", "why"),
    [
        ("import flour", "main imports it"),
        ("from flour.mill import grind", "main imports it"),
        (
            "def f():\n    try:\n        import flour\n    except ImportError: ...",
            "main imports it",
        ),
        ("import importlib\nimportlib.import_module('flour')", "main names it"),
        ("INSTALLED_APPS = ['flour']", "main names it"),
        ("ENGINE = 'flour.mill.Backend'", "main names it"),
        ("broker('flour://localhost')\nKIND = 'flour:Kind'", "main names it"),
    ],
)
def test_the_project_reaches_what_it_imports_or_names(
    project: str, why: str, tmp_path: Path
) -> None:
    assert walk(tmp_path, project, FLOUR).reasons == {"flour": why}


@pytest.mark.parametrize(
    "project",
    [
        "",
        '"""Bakes with flour."""',
        "# import flour",
        "if TYPE_CHECKING:\n    import flour",
        "if __name__ == '__main__':\n    import flour",
        "logging.getLogger('flour.mill')",
    ],
)
def test_what_does_not_happen_on_lambda_reaches_nothing(project: str, tmp_path: Path) -> None:
    assert walk(tmp_path, project, FLOUR).reasons == {}


def test_it_goes_on_through_packages(tmp_path: Path) -> None:
    packages = {
        "bread": {"bread/__init__.py": "from . import dough", "bread/dough.py": "import flour"},
        "cake": {"cake.py": "import sugar"},
        "sugar": {"sugar.py": ""},
        **FLOUR,
    }
    found = walk(tmp_path, "import bread", packages)
    assert found.reasons == {"bread": "main imports it", "flour": "bread.dough imports it"}


def test_a_module_that_nothing_reaches_brings_nothing(tmp_path: Path) -> None:
    packages = {"bread": {"bread/__init__.py": "", "bread/extra.py": "import flour"}, **FLOUR}
    needs = {"bread": ("flour",)}
    assert walk(tmp_path, "import bread", packages, needs).reasons.keys() == {"bread"}
    assert walk(tmp_path, "APPS = ['bread']", packages, needs).reasons.keys() == {"bread", "flour"}


def test_a_package_that_imports_by_names_made_at_run_time_is_reached_whole(tmp_path: Path) -> None:
    bread = {
        "bread/__init__.py": "import importlib\nimportlib.import_module(backend)",
        "bread/backends.py": "import flour",
        "bread/tests/test_bread.py": "import sugar",
    }
    packages = {"bread": bread, "sugar": {"sugar.py": ""}, **FLOUR}
    assert walk(tmp_path, "import bread", packages).reasons.keys() == {"bread", "flour"}


def test_what_a_compiled_package_requires_stays(tmp_path: Path) -> None:
    bread = {"bread/__init__.py": "from . import fast", "bread/fast.abi3.so": ""}
    found = walk(tmp_path, "import bread", {"bread": bread, **FLOUR}, {"bread": ("flour",)})
    assert found.reasons["flour"] == "bread requires it, and is compiled"


def test_what_is_required_and_never_mentioned_stays(tmp_path: Path) -> None:
    packages = {"bread": {"bread.py": "# flour"}, **FLOUR, "data": {"data-1.0.data/x": ""}}
    found = walk(tmp_path, "import bread", packages, {"bread": ("data", "flour")})
    why = "bread requires it, and no import says what for"
    assert found.reasons == {"bread": "main imports it", "data": why, "flour": why}


def test_plugins_are_reached_by_who_names_their_group(tmp_path: Path) -> None:
    packages = {"bread": {"bread.py": "entry_points(group='bread.toppings')"}, **FLOUR}
    for group, reached in (("bread.toppings", True), ("other", False), ("console_scripts", False)):
        plugins = {"flour": {group: ("flour.mill",)}}
        found = walk(tmp_path / group, "import bread", packages, None, plugins)
        assert ("flour" in found.reasons) is reached


def test_tzdata_stays_for_zoneinfo(tmp_path: Path) -> None:
    packages = {"tzdata": {"tzdata/__init__.py": ""}}
    assert walk(tmp_path, "import zoneinfo", packages).reasons.keys() == {"tzdata"}


def test_a_projects_own_imports_by_names_made_at_run_time_are_unsure(tmp_path: Path) -> None:
    assert walk(tmp_path, "\nimport_module(name)", FLOUR).unsure == ["main, line 2"]


def test_what_is_written_for_another_python_is_as_good_as_compiled(tmp_path: Path) -> None:
    packages = {"bread": {"bread.py": "syntax of 2030"}, **FLOUR}
    found = walk(tmp_path, "import bread", packages, {"bread": ("flour",)})
    assert found.reasons["flour"] == "bread requires it, and is written for another Python"
    assert walk(tmp_path, "syntax of 2030", FLOUR).unsure == ["main"]


def test_a_package_of_packages_keeps_them(tmp_path: Path) -> None:
    packages = {"meal": {"meal-1.0.dist-info/METADATA": ""}, **FLOUR}
    found = walk(tmp_path, "", packages, {"meal": ("flour",)})
    found.keep("meal", "it has no modules that could be imported")
    found.run()
    assert found.reasons["flour"] == "meal requires it, and no import says what for"
