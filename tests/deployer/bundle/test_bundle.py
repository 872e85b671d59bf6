"""Whole bundles: real packages, unpacked as Lambda unpacks them and used."""

import dataclasses
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from lift.deployer import bundle, interpreter
from lift.deployer.errors import BundleError, NoWheel, SettingsError, TooLarge
from lift.deployer.settings.docker import Docker
from lift.deployer.ui import Recorder

from .elves import module, shared_object
from .projects import DJANGO, WSGI, get, invoke, names, stage, write
from .wheels import Index

NATIVE = """\
from markupsafe import _speedups, escape


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(escape("<" + _speedups.__name__ + ">")).encode()]
"""
PLAIN = {"main.py": WSGI, "requirements.txt": "flour\n"}
AARCH64 = 183  # e_machine, https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html


def python(version: str) -> Path:
    found = interpreter.find(version)
    if found is None:
        pytest.skip(f"no Python {version} on this machine")
    return found


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_a_compiled_package_runs_under_the_runtimes_python(
    version: str, tmp_path: Path, ui: Recorder
) -> None:
    there = python(version)
    root = write(tmp_path / "p", {"main.py": NATIVE, "requirements.txt": "markupsafe>=3\n"})
    built = bundle.build(stage(root, runtime=f"python{version}"), tmp_path / "out", ui)
    answer = invoke(built, there, tmp_path / "lambda", get())
    assert answer["statusCode"] == 200
    assert answer["body"] == "&lt;markupsafe._speedups&gt;"


def test_arm64_gets_arm64_libraries(tmp_path: Path, ui: Recorder) -> None:
    root = write(tmp_path / "p", {"main.py": NATIVE, "requirements.txt": "markupsafe>=3\n"})
    chosen = stage(root, runtime="python3.13", architecture="arm64")
    built = bundle.build(chosen, tmp_path / "out", ui)
    assert built.layer is not None
    with zipfile.ZipFile(built.layer.path) as opened:
        libraries = [name for name in opened.namelist() if name.endswith(".so")]
        assert libraries
        for name in libraries:
            header = opened.read(name)[:20]
            assert header[:4] == b"\x7fELF"
            assert int.from_bytes(header[18:20], "little") == AARCH64


def test_a_django_project_serves_pages_and_commands(tmp_path: Path, ui: Recorder) -> None:
    root = write(tmp_path / "p", DJANGO)
    chosen = stage(
        root,
        runtime="python3.12",
        django_settings="site_settings.production",
        collect_static=True,
        environment_variables={"SECRET_KEY": "not shown"},
    )
    built = bundle.build(chosen, tmp_path / "out", ui)
    assert built.handler == "lift_handler.handler"
    assert built.environment == {"DJANGO_SETTINGS_MODULE": "site_settings.production"}
    assert "staticfiles/style.css" in names(built.code.path)

    there = python("3.12")
    page = invoke(built, there, tmp_path / "one", get(), SECRET_KEY="s")
    assert (page["statusCode"], page["body"]) == (200, "a page of Django's")
    event = {"lift": "manage", "arguments": ["check"]}
    command = invoke(built, there, tmp_path / "two", event, SECRET_KEY="s")
    assert command["exit_code"] == 0
    assert "no issues" in command["output"]


def test_what_is_in_each_zip(tmp_path: Path, index: Index, ui: Recorder) -> None:
    index.release("flour")
    root = write(tmp_path / "p", PLAIN | {"lift_settings.json": "{}", ".env": "SECRET=1"})
    built = bundle.build(stage(root, bytecode=False), tmp_path / "out", ui)
    code = names(built.code.path)
    assert [name for name in code if not name.startswith("lift/")] == [
        "lift_handler.py",
        "main.py",
        "requirements.txt",
    ]
    assert not [name for name in code if name.startswith("lift/deployer")]
    assert built.layer is not None
    assert names(built.layer.path)[-1] == "python/flour.py"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["code.zip", "layer.zip"]


def test_without_a_layer_everything_is_in_one_zip(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    index.release("flour", files={"flour.py": "", "main.py": "from = 'the dependency'"})
    root = write(tmp_path / "p", PLAIN)
    bundle.build(stage(root), tmp_path / "out", ui)
    built = bundle.build(stage(root, layer=False), tmp_path / "out", ui)
    assert built.layer is None
    assert not (tmp_path / "out/layer.zip").exists()
    assert {"flour.py", "flour-1.0.dist-info/METADATA", "main.py"} <= set(names(built.code.path))
    with zipfile.ZipFile(built.code.path) as opened:
        assert opened.read("main.py").decode() == WSGI
    answer = invoke(built, python("3.11"), tmp_path / "lambda", get())
    assert answer["body"] == "hello"


@pytest.mark.parametrize("layout", ["src", "website"])
def test_other_layouts_are_served_where_they_lie(
    layout: str, tmp_path: Path, index: Index, ui: Recorder
) -> None:
    files = {f"{layout}/manage.py": "", f"{layout}/shop/web.py": WSGI}
    root = write(tmp_path / "p", files)
    built = bundle.build(stage(root, app="shop.web:app"), tmp_path / "out", ui)
    assert f"{layout}/shop/web.py" in names(built.code.path)
    assert invoke(built, python("3.11"), tmp_path / "lambda", get())["body"] == "hello"


def test_the_same_again_elsewhere_and_later_is_the_same_bytes(
    tmp_path: Path, ui: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = PLAIN | {"requirements.txt": "markupsafe==3.0.2\n", "data/ä.txt": "ä"}
    one = write(tmp_path / "one", files)
    first = bundle.build(stage(one, runtime="python3.12"), tmp_path / "first", ui)

    two = tmp_path / "deep" / "er" / "two"
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "another cache"))
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o077)
    try:
        write(two, dict(reversed(files.items())))
        for path in two.rglob("*"):
            os.utime(path, (10**9, 10**9))
        second = bundle.build(stage(two, runtime="python3.12"), tmp_path / "second", ui)
    finally:
        os.umask(before)
    assert first.layer is not None
    assert second.layer is not None
    assert first.code.path.read_bytes() == second.code.path.read_bytes()
    assert first.layer.path.read_bytes() == second.layer.path.read_bytes()
    assert dataclasses.replace(second.code, path=first.code.path) == first.code
    assert dataclasses.replace(second.layer, path=first.layer.path) == first.layer


def test_a_change_of_the_code_leaves_the_layer_alone(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    index.release("flour")
    root = write(tmp_path / "p", PLAIN)
    first = bundle.build(stage(root), tmp_path / "out", ui)
    write(root, {"main.py": WSGI + "# changed\n"})
    second = bundle.build(stage(root), tmp_path / "out", ui)
    assert second.code.digest != first.code.digest
    assert second.layer == first.layer


def test_bytecode_is_no_part_of_the_digest_but_its_presence_is(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    root = write(tmp_path / "p", {"main.py": WSGI})
    with_bytecode = bundle.build(stage(root), tmp_path / "out", ui)
    assert any(name.endswith(".pyc") for name in names(with_bytecode.code.path))
    without = bundle.build(stage(root, bytecode=False), tmp_path / "out", ui)
    assert not any(name.endswith(".pyc") for name in names(without.code.path))
    assert with_bytecode.code.digest != without.code.digest


def test_without_that_python_the_bytecode_is_left_out_and_its_cost_is_said(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    chosen: Any = {"runtime": "python3.99", "docker": Docker("never")}
    root = write(tmp_path / "p", {"main.py": WSGI})
    built = bundle.build(stage(root, **chosen), tmp_path / "out", ui)
    assert not any(name.endswith(".pyc") for name in names(built.code.path))
    (said,) = [text for kind, text in ui.said if "no Python 3.99" in text]
    assert "three times as long" in said


def test_the_bundle_can_be_written_into_the_project(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    index.release("flour")
    root = write(tmp_path / "p", PLAIN)
    for output in (root, root / "zips"):
        first = bundle.build(stage(root), output, ui)
        second = bundle.build(stage(root), output, ui)
        assert first == second
        assert not [name for name in names(second.code.path) if name.endswith(f"{output.name}.zip")]
        for archive in ("code.zip", "layer.zip"):
            (output / archive).unlink()


def test_the_developers_environment_does_not_leak_in(
    tmp_path: Path, index: Index, ui: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.release("flour")
    root = write(tmp_path / "p", PLAIN)
    plain = bundle.build(stage(root), tmp_path / "one", ui)
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "cache"))
    for key, value in {
        "PYTHONPATH": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONOPTIMIZE": "2",
        "PYTHONPYCACHEPREFIX": str(tmp_path / "pyc"),
        "PIP_TARGET": str(tmp_path / "pip"),
        "UV_COMPILE_BYTECODE": "1",
    }.items():
        monkeypatch.setenv(key, value)
    leaked = bundle.build(stage(root), tmp_path / "two", ui)
    assert leaked.code.sha256 == plain.code.sha256
    assert leaked.layer is not None
    assert plain.layer is not None
    assert leaked.layer.sha256 == plain.layer.sha256


def test_over_the_limit_nothing_is_written(tmp_path: Path, index: Index, ui: Recorder) -> None:
    index.release("flour")
    root = write(tmp_path / "p", PLAIN)
    with (root / "film.mp4").open("wb") as file:
        file.truncate(260 * 1024 * 1024)
    with pytest.raises(TooLarge, match=r"film\.mp4 260\.0 MB"):
        bundle.build(stage(root), tmp_path / "out", ui)
    assert list((tmp_path / "out").iterdir()) == []


def test_code_and_layer_count_together(tmp_path: Path, ui: Recorder, index: Index) -> None:
    index.release("flour", files={"flour.txt": "1" * (130 * 1024 * 1024)})
    root = write(tmp_path / "p", PLAIN)
    with (root / "film.mp4").open("wb") as file:
        file.truncate(130 * 1024 * 1024)
    with pytest.raises(TooLarge) as caught:
        bundle.build(stage(root), tmp_path / "out", ui)
    assert "flour.txt 130.0 MB" in caught.value.message
    assert "film.mp4 130.0 MB" in caught.value.message


def test_mistakes_are_found_before_anything_is_installed(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    root = write(tmp_path / "p", PLAIN)
    with pytest.raises(SettingsError, match="defines no ap"):
        bundle.build(stage(root, app="main:ap"), tmp_path / "out", ui)
    write(root, {"requirements.txt": "flour\n"})
    index.release("flour", tag="cp311-cp311-win_amd64")
    with pytest.raises(NoWheel, match="no wheel of flour"):
        bundle.build(stage(root), tmp_path / "out", ui)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("layer", [True, False])
def test_what_cannot_load_on_lambda_stops_the_build(
    layer: bool, tmp_path: Path, index: Index, ui: Recorder
) -> None:
    index.release("flour")
    project = write(tmp_path / "p", {**PLAIN, "fast.so": module("fast", machine="aarch64")})
    with pytest.raises(BundleError, match=r"fast\.so is built for aarch64"):
        bundle.build(stage(project, layer=layer), tmp_path / "out", ui)
    assert not list((tmp_path / "out").iterdir())
    assert bundle.build(stage(project, layer=layer, architecture="arm64"), tmp_path / "out", ui)


def test_a_library_path_of_the_functions_own_counts(
    tmp_path: Path, index: Index, ui: Recorder
) -> None:
    files: dict[str, str | bytes] = {
        "fast.so": module("fast", needed=["libwater.so"]),
        "mill/libwater.so": shared_object(),
        "mill-2.0.dist-info/RECORD": "mill/libwater.so,,\n",
    }
    project = write(tmp_path / "p", {"main.py": WSGI, **files})
    for variables, warnings in (({}, 1), ({"LD_LIBRARY_PATH": "/var/task/mill"}, 0)):
        ui.said.clear()
        chosen = stage(project, environment_variables=variables)
        bundle.build(chosen, tmp_path / "out", ui)
        assert [kind for kind, _ in ui.said].count("warn") == warnings


def test_an_output_that_is_a_file_is_refused(tmp_path: Path, index: Index, ui: Recorder) -> None:
    root = write(tmp_path / "p", {"main.py": WSGI, "out": ""})
    with pytest.raises(BundleError, match="cannot write to"):
        bundle.build(stage(root), root / "out", ui)


def test_the_project_is_left_as_it_was(tmp_path: Path, index: Index, ui: Recorder) -> None:
    index.release("flour")
    root = write(tmp_path / "p", PLAIN)
    before = sorted(path.name for path in root.rglob("*"))
    bundle.build(stage(root), tmp_path / "out", ui)
    assert sorted(path.name for path in root.rglob("*")) == before
    shutil.rmtree(tmp_path / "out")


def test_a_layer_that_is_on_aws_is_not_made_again(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.release("flour", "4.0")
    root = write(tmp_path / "shop", {"main.py": WSGI, "requirements.txt": "flour\n"})
    made = bundle.build(stage(root), tmp_path / "out", Recorder()).layer
    assert made
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "another machine"))
    ui = Recorder()
    there = {made.digest[:12]: made.unzipped}
    layer = bundle.build(stage(root), tmp_path / "out", ui, published=lambda: there).layer
    assert layer
    assert (layer.digest, layer.unzipped, layer.size) == (made.digest, made.unzipped, 0)
    assert not layer.path.exists()
    assert not [text for _, text in ui.said if text.startswith("installing")]
