"""Each rule takes what it says, and leaves what could be needed."""

from pathlib import Path

import pytest

from lift.deployer.bundle.slim.contents import Contents
from lift.deployer.bundle.slim.rules import RULES
from lift.deployer.settings.slim import Slim

from ..projects import write

DJANGO = "django/conf/locale"
TAKEN = [
    ("scripts", "bin/flour"),
    ("caches", "flour/__pycache__/a.cpython-312.pyc"),
    ("caches", "flour/.mypy_cache/x.json"),
    ("catalogs", f"{DJANGO}/de/LC_MESSAGES/django.po"),
    ("catalogs", "flour/messages.pot"),
    ("locales", f"{DJANGO}/fr/LC_MESSAGES/django.mo"),
    ("locales", "flour/locale/pt_BR/LC_MESSAGES/x.mo"),
    ("locales", "babel/locale-data/fr_CA.dat"),
    ("stubs", "flour/typed.pyi"),
    ("stubs", "flour-stubs/__init__.pyi"),
    ("headers", "numpy/_core/include/numpy/arrayobject.h"),
    ("headers", "numpy/_core/lib/libnpymath.a"),
    ("headers", "lxml/etree.pyx"),
    ("docs", "share/man/man1/flour.1"),
    ("docs", "flour/README.md"),
    ("docs", "flour/CHANGELOG"),
]
LEFT = [
    *("flour.py", "flour/sourceless.pyc", "flour/py.typed", "flour/data.json", "flour/x.so"),
    *("flour-1.0.dist-info/METADATA", "flour-1.0.dist-info/entry_points.txt"),
    *("flour-1.0.dist-info/licenses/LICENSE", "flour-1.0.dist-info/RECORD"),
    *("flour/LICENSE", "flour/COPYING.txt", "flour/licenses.py", "share/man/LICENCE"),
    *("flour/bin/start.py", "flour/readme.py", "flour/history.py", "flour/changes/__init__.py"),
    *(f"{DJANGO}/de/LC_MESSAGES/django.mo", f"{DJANGO}/en_GB/LC_MESSAGES/django.mo"),
    *(f"{DJANGO}/fr/formats.py", "babel/locale-data/root.dat", "babel/locale-data/de_AT.dat"),
    *("babel/locale-data/en.dat", "flour/LC_MESSAGES/read-by-itself.po"),
    *("flour/shown/README.md", "flour/shown/__init__.py"),
    *("flour/lazy.py", "flour/lazy.pyi", "flour/typed.py", "flour/include.html"),
]


@pytest.fixture
def contents(tmp_path: Path) -> Contents:
    paths = [*(path for _, path in TAKEN), *LEFT]
    lazy = {"flour/lazy.py": "import lazy_loader\nlazy_loader.attach_stub(__name__, __file__)\n"}
    shown = {"flour/shown/__init__.py": "__doc__ = open('README.md').read()\n"}
    write(tmp_path, dict.fromkeys(paths, "") | lazy | shown)
    return Contents(tmp_path, tuple(paths), locales=("de",))


def takers(path: str, contents: Contents) -> list[str]:
    return [rule.name for rule in RULES if rule.takes(path, contents)]


@pytest.mark.parametrize(("rule", "path"), TAKEN)
def test_a_rule_takes_what_it_says(rule: str, path: str, contents: Contents) -> None:
    assert rule in takers(path, contents)


@pytest.mark.parametrize("path", LEFT)
def test_no_rule_takes_what_could_be_needed(path: str, contents: Contents) -> None:
    assert takers(path, contents) == []


def test_without_languages_all_translations_stay(tmp_path: Path) -> None:
    path = "django/conf/locale/fr/LC_MESSAGES/django.mo"
    assert takers(path, Contents(tmp_path, (path,))) == []


@pytest.mark.parametrize(("asked", "path"), [("pt-br", "pt_BR"), ("de_AT", "de"), ("nb", "no")])
def test_a_language_brings_those_it_falls_back_to(asked: str, path: str, tmp_path: Path) -> None:
    file = f"flour/locale/{path}/LC_MESSAGES/x.mo"
    assert takers(file, Contents(tmp_path, (file,), locales=(asked,))) == []


def test_each_rule_has_its_switch() -> None:
    switches = {*Slim(strip=True).rules, "locales"}  # which is a setting of its own
    assert {rule.name for rule in RULES} == switches - {"boto", "strip"}
