"""Packages with C code, built by a real engine, unpacked as on Lambda and imported."""

import hashlib
import io
import json
import os
import shutil
import tarfile
from pathlib import Path

import pytest

from lift.deployer import bundle, interpreter, run
from lift.deployer.bundle.built import Builder
from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError
from lift.deployer.settings.docker import Docker
from lift.deployer.ui import Recorder

from ..elves import shared_object
from ..projects import WSGI, names, stage, unpack, write
from ..wheels import sources
from .conftest import Engine

TARGET = Target("3.11", "x86_64", (2, 26))
ARM = Target("3.11", "arm64", (2, 26))
SETUP = """\
from setuptools import Extension, setup

setup(
    name="mill",
    version="1.0",
    ext_modules=[Extension("mill", ["mill.c"], libraries=["yaml"], py_limited_api=False)],
)
"""
CODE = """\
#include <Python.h>
#include <yaml.h>
#ifdef STONES
#include <stones.h>
#else
#define STONES 2
#endif

static PyObject *yaml(PyObject *self, PyObject *none)
{
    return PyUnicode_FromString(yaml_get_version_string());
}

static PyMethodDef methods[] = {{"yaml", yaml, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "mill", NULL, -1, methods};

PyMODINIT_FUNC PyInit_mill(void)
{
    PyObject *module = PyModule_Create(&definition);
    PyModule_AddIntConstant(module, "STONES", STONES);
    return module;
}
"""
MILL = {"setup.py": SETUP, "mill.c": CODE}
USE = """\
import json, sys
sys.path.insert(0, sys.argv[1])
import mill
with open("/proc/self/maps") as maps:
    loaded = sorted({line.split()[-1] for line in maps if "libyaml" in line})
print(json.dumps([mill.yaml(), mill.STONES, loaded]))
"""


def used(python: Path, packages: Path, libraries: Path) -> tuple[str, int, list[str]]:
    """The version of libyaml, the number of stones, and where libyaml was loaded from."""
    environment = {"LD_LIBRARY_PATH": str(libraries)}
    command = [str(python), "-S", "-P", "-B", "-c", USE, str(packages)]
    answer = json.loads(run.run(command, environment=environment).stdout)
    return answer[0], answer[1], answer[2]


def python() -> Path:
    found = interpreter.find(TARGET.python)
    if found is None:
        pytest.skip(f"no Python {TARGET.python} on this machine")
    return found


def pin(folder: Path, **files: str) -> Pin:
    archive = sources(folder, "mill", files=MILL | files)
    return Pin("mill", "1.0", url=archive.as_uri(), source=True)


def test_a_package_and_its_library_run_as_on_lambda(
    build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    project = {"main.py": WSGI, "requirements.txt": "./mill-1.0.tar.gz\n"}
    root = write(tmp_path / "shop", project)
    sources(root, "mill", files=MILL)
    built = bundle.build(stage(root, docker=Docker(image=build_image)), tmp_path / "out", ui)
    assert ("step", f"building mill 1.0 in {build_image}") in ui.said
    assert built.layer is not None
    assert "lib/libyaml-0.so.2" in names(built.layer.path)
    assert not [name for name in names(built.layer.path) if name.startswith("lib/libc.")]
    _, opt = unpack(built, tmp_path / "lambda")
    version, _, loaded = used(python(), opt / "python", opt / "lib")
    assert version.startswith("0.2.")
    assert loaded == [str(opt / "lib" / "libyaml-0.so.2")]


def test_what_was_built_is_the_users_own_and_not_built_again(
    build_image: str, tmp_path: Path, ui: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    mill = pin(tmp_path)
    builder = Builder(Docker(image=build_image), TARGET, tmp_path)
    built = builder.wheels([mill], ui)[mill]
    files = [built.wheel, *built.libraries]
    assert [file.name for file in files] == [
        "mill-1.0-cp311-cp311-linux_x86_64.whl",
        "libyaml-0.so.2",
    ]
    assert {file.stat().st_uid for file in files} == {os.getuid()}
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    assert builder.wheels([mill], Recorder()) == {mill: built}


def test_a_failed_build_shows_the_end_of_its_log(
    build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    mill = pin(tmp_path, **{"mill.c": "#include <millstone.h>\n"})
    chosen = Docker(image=build_image, environment={"CFLAGS": "-DTOKEN=secret"})
    with pytest.raises(BundleError, match=r"mill 1\.0 cannot be built for Python 3\.11") as caught:
        Builder(chosen, TARGET, tmp_path).wheels([mill], ui)
    assert "millstone.h: No such file or directory" in caught.value.details
    assert " **** " in caught.value.details
    assert "secret" not in caught.value.details
    assert "docker.packages" in caught.value.hint


def test_the_systems_packages_and_the_environment_can_be_set(
    engine: Engine, build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    image = with_dnf(engine, build_image)
    chosen = Docker(image=image, packages=("stones-devel",), environment={"CFLAGS": "-DSTONES=3"})
    mill = pin(tmp_path)
    built = Builder(chosen, TARGET, tmp_path).wheels([mill], ui)[mill]
    assert ("step", "installing stones-devel in the container") in ui.said
    packages = tmp_path / "packages"
    shutil.unpack_archive(built.wheel, packages, "zip")
    assert used(python(), packages, built.libraries[0].parent)[1] == 3


def test_packages_that_the_system_does_not_have_are_named(
    engine: Engine, build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    chosen = Docker(image=with_dnf(engine, build_image), packages=("oven-devel",))
    with pytest.raises(BundleError, match="oven-devel cannot be installed") as caught:
        Builder(chosen, TARGET, tmp_path).wheels([pin(tmp_path)], ui)
    assert "no match for oven-devel" in caught.value.details


def test_always_builds_what_would_not_need_it(
    build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    flour = Pin("flour", "1.0", url=sources(tmp_path, "flour").as_uri(), source=True)
    builder = Builder(Docker("always", image=build_image), TARGET, tmp_path)
    assert builder.wheels([flour], ui)[flour].wheel.name == "flour-1.0-py3-none-any.whl"
    assert ui.said == [("step", f"building flour 1.0 in {build_image}")]


def test_an_image_that_cannot_be_had_is_named(
    build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    chosen = Docker(image="127.0.0.1:9/build:1")
    with pytest.raises(BundleError, match=r"127\.0\.0\.1:9/build:1 cannot be pulled") as caught:
        Builder(chosen, TARGET, tmp_path).wheels([pin(tmp_path)], ui)
    assert "docker" in caught.value.hint
    assert ("step", "pulling 127.0.0.1:9/build:1") in ui.said


def test_a_processor_that_the_engine_does_not_have_is_explained(
    engine: Engine, build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    sleep = shared_object(machine="aarch64", interpreter="/lib/ld-linux-aarch64.so.1")
    [image] = engine.client.images.load(image_archive("lift-build:arm64", {"bin/sleep": sleep}))
    with pytest.raises(BundleError, match="for linux/arm64 does not start") as caught:
        Builder(Docker(image=image.tags[0]), ARM, tmp_path).wheels([pin(tmp_path)], ui)
    assert "format error" in caught.value.details
    assert "binfmt" in caught.value.hint


DNF = """\
#!/bin/sh
[ "$*" = "install -y stones-devel" ] || { echo "no match for $3" >&2; exit 1; }
touch /usr/include/stones.h
"""


def with_dnf(engine: Engine, image: str) -> str:
    """The name of ``image`` with a package manager in it that knows one package."""
    container = engine.client.containers.create(image, ["true"])
    try:
        container.put_archive("/", packed({"usr/local/bin/dnf": DNF.encode()}))
        container.commit("lift-build", "dnf")
    finally:
        container.remove()
    return "lift-build:dnf"


def image_archive(tag: str, files: dict[str, bytes]) -> bytes:
    """An image for arm64 as ``docker save`` writes it."""
    layer = packed(files)
    digest = f"sha256:{hashlib.sha256(layer).hexdigest()}"
    system = {"architecture": "arm64", "os": "linux", "config": {"Env": ["PATH=/bin"]}}
    config = system | {"rootfs": {"type": "layers", "diff_ids": [digest]}}
    manifest = [{"Config": "config.json", "RepoTags": [tag], "Layers": ["layer.tar"]}]
    described = {"config.json": config, "manifest.json": manifest}
    written = {name: json.dumps(value).encode() for name, value in described.items()}
    return packed({**written, "layer.tar": layer})


def packed(files: dict[str, bytes]) -> bytes:
    """A tar of programs."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o755
            archive.addfile(entry, io.BytesIO(content))
    return written.getvalue()
