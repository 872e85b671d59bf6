"""Tests go, unless something else needs them."""

from collections.abc import Collection
from pathlib import Path

import pytest

from lift.deployer.bundle.slim.tests import without_use

from ..projects import write

PACKAGE = {"flour/__init__.py": "", "flour/tests/__init__.py": "", "flour/tests/test_a.py": ""}


def idle(root: Path, files: dict[str, str], wanted: Collection[str] = ()) -> set[str]:
    write(root, files)
    return set(without_use(root, list(files), wanted))


def test_tests_that_nobody_mentions_are_idle(tmp_path: Path) -> None:
    assert idle(tmp_path, PACKAGE) == {"flour/tests"}


@pytest.mark.parametrize(
    "source",
    [
        "import flour.tests",
        "from flour.tests.support import helper",
        "from flour import tests",
        "from .tests import test_a",
        "from . import tests",
        "from . import (\n    x,\n    tests,\n)",
        "from . import (x,\n    tests as checks)",
        "def test():\n    from .tests import run",
        "import importlib\nimportlib.import_module('flour.tests.test_a')",
        "import importlib\nimportlib.import_module('.tests', __package__)",
        "RUNNER = 'flour.tests.runner'",
        "RUNNER = 'flour.tests.runner:Runner'",
    ],
)
def test_tests_that_a_module_outside_mentions_stay(source: str, tmp_path: Path) -> None:
    assert idle(tmp_path, {**PACKAGE, "flour/__init__.py": source}) == set()


@pytest.mark.parametrize(
    "source",
    [
        '"""Run flour.tests to see."""',
        "# from .tests import x",
        "from other.tests import x",
        "if TYPE_CHECKING:\n    from .tests import x",
        "import re\nre.test('tests')",
    ],
)
def test_what_is_no_use_does_not_count(source: str, tmp_path: Path) -> None:
    assert idle(tmp_path, {**PACKAGE, "flour/a.py": source}) == {"flour/tests"}


def test_what_the_application_mentions_stays(tmp_path: Path) -> None:
    assert idle(tmp_path, PACKAGE, wanted={"flour.tests"}) == set()


def test_tests_that_used_tests_use_stay_too(tmp_path: Path) -> None:
    files = {
        "a/run.py": "from a.tests import base",
        "a/tests/test_base.py": "import b.tests.support",
        "b/tests/test_b.py": "",
        "c/tests/test_c.py": "import c",
    }
    assert idle(tmp_path, files) == {"c/tests"}


def test_only_folders_of_tests_inside_a_package_count(tmp_path: Path) -> None:
    files = {
        "tests/test_top.py": "",
        "flour/testing/test_x.py": "",
        "flour/data/test/table.csv": "",
        "flour/test.py": "",
        "Crypto/SelfTest/test_cipher.py": "",
    }
    assert idle(tmp_path, files) == {"Crypto/SelfTest"}


def test_a_file_in_another_pythons_syntax_may_mean_anything(tmp_path: Path) -> None:
    files = {**PACKAGE, "bread/tests/test_b.py": "", "cake/tests/test_c.py": ""}
    files["flour/new.py"] = "syntax of 2030 from .tests import x, bread.tests"
    assert idle(tmp_path, files) == {"cake/tests"}
