"""The application is found by reading, and what is wrong is named."""

from pathlib import Path

import pytest

from lift.deployer.application import find_application
from lift.deployer.errors import SettingsError

from .bundle.projects import DJANGO, WSGI, stage, write


def refused(root: Path, **settings: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        find_application(stage(root, **settings))
    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.message + caught.value.hint
    return caught.value


def test_module_and_attribute_are_found(tmp_path: Path) -> None:
    found = find_application(stage(write(tmp_path, {"main.py": WSGI})))
    assert (found.module, found.attribute, found.import_root) == ("main", "app", "")
    assert found.file == tmp_path / "main.py"


@pytest.mark.parametrize(
    ("files", "app", "import_root"),
    [
        (["shop/__init__.py"], "shop:app", ""),
        (["shop/web/main.py"], "shop.web.main:app", ""),
        (["src/shop/main.py"], "shop.main:app", "src"),
        (["website/manage.py", "website/shop/main.py"], "shop.main:app", "website"),
        (["src/manage.py", "src/shop/main.py"], "shop.main:app", "src"),
    ],
)
def test_the_usual_layouts_are_known(
    files: list[str], app: str, import_root: str, tmp_path: Path
) -> None:
    write(tmp_path, dict.fromkeys(files, WSGI))
    assert find_application(stage(tmp_path, app=app)).import_root == import_root


def test_django_is_found_by_its_settings(tmp_path: Path) -> None:
    write(tmp_path, DJANGO)
    found = find_application(stage(tmp_path, django_settings="site_settings.production"))
    assert (found.module, found.attribute) == ("site_settings.production", "")


def test_a_missing_module_is_named_with_a_guess(tmp_path: Path) -> None:
    write(tmp_path, {"shop/main.py": WSGI})
    error = refused(tmp_path, app="shop.mian:app")
    assert error.message == (
        f"live: app names the module shop.mian, and there is no shop/mian.py in {tmp_path}"
    )
    assert error.hint == "did you mean shop.main:app?"


def test_missing_django_settings_are_named_with_a_guess(tmp_path: Path) -> None:
    error = refused(write(tmp_path, DJANGO), django_settings="site_settings.prodution")
    assert "django_settings names the module site_settings.prodution" in error.message
    assert error.hint == "did you mean site_settings.production?"


def test_without_a_guess_it_says_where_it_looked(tmp_path: Path) -> None:
    assert "in src and beside manage.py" in refused(tmp_path, app="zzz:app").hint


def test_a_missing_attribute_is_named_with_a_guess(tmp_path: Path) -> None:
    error = refused(write(tmp_path, {"main.py": WSGI}), app="main:ap")
    assert error.message == f"live: app names main:ap, and {tmp_path}/main.py defines no ap"
    assert error.hint == "did you mean main:app?"


def test_without_a_close_name_all_names_are_shown(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "server = site = 1\n", "empty.py": ""})
    assert refused(tmp_path, app="main:app").hint.endswith("are server, site")
    assert refused(tmp_path, app="empty:app").hint.endswith("are none")


@pytest.mark.parametrize(
    "source",
    [
        "app = 1",
        "app: object = 1",
        "a, (app, *b) = f()",
        "def app(): pass",
        "async def app(): pass",
        "class app: pass",
        "import app",
        "import app.deeper",
        "import x as app",
        "from x import app",
        "from x import y as app",
        "from x import *",
        "def __getattr__(name): ...",
        "if x:\n    pass\nelse:\n    app = 1",
        "try:\n    pass\nexcept E:\n    app = 1",
        "with x as app:\n    pass",
        "for app in x:\n    pass",
        "match x:\n    case 1:\n        app = 1",
        "print(app := 1)",
    ],
)
def test_a_name_can_be_bound_in_many_ways(source: str, tmp_path: Path) -> None:
    assert find_application(stage(write(tmp_path, {"main.py": source}))).attribute == "app"


@pytest.mark.parametrize(
    "source", ["def f():\n    app = 1", "class A:\n    app = 1", "f(lambda app: app)", "x.app = 1"]
)
def test_a_name_inside_something_else_does_not_count(source: str, tmp_path: Path) -> None:
    assert "defines no app" in refused(write(tmp_path, {"main.py": source}), app="main:app").message


def test_the_first_part_of_a_dotted_attribute_counts(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "site = 1"})
    assert find_application(stage(tmp_path, app="main:site.app")).attribute == "site.app"


def test_a_file_that_does_not_parse_is_named(tmp_path: Path) -> None:
    error = refused(write(tmp_path, {"main.py": "def ("}), app="main:app")
    assert f"{tmp_path}/main.py does not parse" in error.message


def test_nothing_is_imported(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "app = 1\nraise SystemExit('imported')\n"})
    assert find_application(stage(tmp_path)).module == "main"
