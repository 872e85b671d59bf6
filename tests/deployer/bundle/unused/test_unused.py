"""Whole projects: what is dropped is of no use, and the application goes on working."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer import bundle, interpreter
from lift.deployer.settings.slim import Slim
from lift.deployer.ui import Recorder

from ..projects import DJANGO, WSGI, get, invoke, names, stage, write
from ..wheels import Index

PYTHON = "3.11"
# No reader finds out what this imports, nor that it does.
LATE = """\
import builtins


def app(environ, start_response):
    if environ["PATH_INFO"] == "/late":
        getattr(builtins, "__imp" + "ort__")("la" + "te")
    start_response("200 OK", [])
    return [b"hello"]
"""


def built(root: Path, ui: Recorder, slim: Slim, **settings: Any) -> bundle.Bundle:
    out = root.parent / "out"
    return bundle.build(stage(root, slim=slim, bytecode=False, **settings), out, ui)


def kept(made: bundle.Bundle) -> set[str]:
    if made.layer is None:
        return set()
    return {name for name in names(made.layer.path) if name.count("/") == 1}


def said(ui: Recorder, word: str) -> list[str]:
    return [text for _, text in ui.said if word in text]


@pytest.fixture
def shop(tmp_path: Path, index: Index) -> Path:
    index.release("flour")
    index.release("sugar", needs=["beet"])
    index.release("beet")
    files = {"main.py": f"import flour\n{WSGI}", "requirements.txt": "flour\nsugar\n"}
    return write(tmp_path / "p", files)


def test_what_is_unused_is_named(shop: Path, ui: Recorder) -> None:
    made = built(shop, ui, Slim(unused="report"))
    assert kept(made) == {"python/beet.py", "python/flour.py", "python/sugar.py"}
    (text,) = said(ui, "nothing that the application reaches")
    assert "beet, sugar (0.0 MB)" in text


def test_what_is_unused_is_left_out_and_the_rest_works(
    shop: Path, tmp_path: Path, ui: Recorder
) -> None:
    made = built(shop, ui, Slim(unused="drop"))
    assert kept(made) == {"python/flour.py"}
    python = interpreter.find(PYTHON)
    assert python
    assert invoke(made, python, tmp_path / "lambda", get())["body"] == "hello"


def test_all_can_be_in_use_and_all_can_go(shop: Path, ui: Recorder) -> None:
    write(shop, {"main.py": f"import sugar, flour, beet\n{WSGI}"})
    assert len(kept(built(shop, ui, Slim(unused="drop")))) == 3
    assert said(ui, "every package is in use")
    write(shop, {"main.py": WSGI})
    assert built(shop, ui, Slim(unused="drop")).layer is None


def test_variables_and_configuration_count(shop: Path, ui: Recorder) -> None:
    variables = {"STORE": "sugar+cane://user:secret@host"}
    made = built(shop, ui, Slim(unused="drop"), environment_variables=variables)
    assert "python/sugar.py" in kept(made)
    assert not said(ui, "secret")
    write(shop, {"logging.yaml": "class: sugar.Handler\n", "pyproject.toml": "x = 'sugar.a'\n"})
    assert "python/sugar.py" in kept(built(shop, ui, Slim(unused="drop")))


def test_nothing_is_dropped_where_the_project_imports_by_names_made_at_run_time(
    shop: Path, ui: Recorder
) -> None:
    write(shop, {"tools.py": "import importlib\nimportlib.import_module(name)\n"})
    assert len(kept(built(shop, ui, Slim(unused="drop")))) == 3


def test_a_request_shows_what_it_loads(tmp_path: Path, index: Index, ui: Recorder) -> None:
    index.release("late")
    root = write(tmp_path / "p", {"main.py": LATE, "requirements.txt": "late\n"})
    traced = Slim(unused="drop", trace=("/late",))
    assert built(root, ui, Slim(unused="drop")).layer is None
    assert kept(built(root, ui, traced)) == {"python/late.py"}


def test_a_start_that_fails_here_is_told_of(shop: Path, ui: Recorder) -> None:
    write(shop, {"main.py": f"import flour\nraise RuntimeError('no database')\n{WSGI}"})
    assert kept(built(shop, ui, Slim(unused="drop"))) == {"python/flour.py"}
    assert said(ui, "the start is traced only until it fails here: RuntimeError: no database")


def test_another_processors_bundle_is_read_only(shop: Path, ui: Recorder) -> None:
    built(shop, ui, Slim(unused="drop"), architecture="arm64")
    assert said(ui, "the start is not traced")


def test_a_django_project_keeps_what_its_settings_name(tmp_path: Path, ui: Recorder) -> None:
    settings = DJANGO["site_settings/production.py"].replace(
        '"django.contrib.staticfiles"', '"django.contrib.staticfiles", "rest_framework"'
    )
    settings += "MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']\n"
    requirements = "django>=5.2,<5.3\ndjangorestframework\nwhitenoise\npsycopg2-binary\nflask\n"
    files = DJANGO | {
        "site_settings/production.py": settings,
        "requirements.txt": requirements,
    }
    root = write(tmp_path / "p", files)
    made = built(
        root,
        ui,
        Slim(unused="drop"),
        django_settings="site_settings.production",
        environment_variables={"SECRET_KEY": "s"},
    )
    (text,) = said(ui, "left out")
    assert ": blinker, click, flask, itsdangerous, werkzeug (" in text
    python = interpreter.find(PYTHON)
    assert python
    page = invoke(made, python, tmp_path / "lambda", get(), SECRET_KEY="s")
    assert page["body"] == "a page of Django's"
