"""Container images, made by a real engine and pushed to a real registry."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer import bundle
from lift.deployer.bundle.image import Image
from lift.deployer.errors import BundleError
from lift.deployer.ui import Recorder

from ..projects import WSGI, get, stage, write
from ..wheels import sources
from .conftest import Engine
from .registry import PASSWORD, USER, registry
from .test_build import packed

CALL = """\
import json, sys
from lift_handler import handler
print(json.dumps(handler(json.loads(sys.argv[1]), None)))
"""


@pytest.fixture
def base(engine: Engine, build_image: str) -> str:
    """An image that is pushed in no time; nothing can run in it."""
    archive = packed({"var/task/base": b"1"})
    engine.client.api.import_image_from_data(archive, "lift-base", "test")
    return "lift-base:test"


def project(folder: Path) -> Path:
    """An application with one dependency."""
    files = {"requirements.txt": "./flour-1.0.tar.gz\n", "main.py": f"import flour\n{WSGI}"}
    root = write(folder / "shop", files)
    sources(root, "flour")
    return root


def built(root: Path, base: str, ui: Recorder, **settings: Any) -> Image:
    settings = {"package": "image", "base_image": base} | settings
    made = bundle.build(stage(root, **settings), root.parent / "out", ui)
    assert made.layer is None
    assert made.image is not None
    return made.image


def history(engine: Engine, image: Image) -> list[str]:
    """The digests of its layers."""
    layers: list[str] = engine.client.images.get(image.name).attrs["RootFS"]["Layers"]
    return layers


def test_it_answers_a_request(
    engine: Engine, build_image: str, tmp_path: Path, ui: Recorder
) -> None:
    image = built(project(tmp_path), build_image, ui)
    said = engine.client.containers.run(
        image.name,
        ["-c", CALL, json.dumps(get())],
        entrypoint="python3.11",
        working_dir="/var/task",
        network_mode="none",
        remove=True,
    )
    answer = json.loads(said.splitlines()[-1])
    assert (answer["statusCode"], answer["body"]) == (200, "hello")
    assert engine.client.images.get(image.name).attrs["Config"]["Cmd"] == ["lift_handler.handler"]


def test_other_code_is_another_layer_on_the_same_dependencies(
    engine: Engine, base: str, tmp_path: Path, ui: Recorder
) -> None:
    root = project(tmp_path)
    first = history(engine, built(root, base, ui))
    write(root, {"more.py": "ANSWER = 42\n"})
    said = Recorder()
    second = history(engine, built(root, base, said))
    assert len(first) == len(second) == 3
    assert first[:2] == second[:2]
    assert first[2] != second[2]
    assert not [text for _, text in said.said if "laying" in text]


def test_made_anew_its_layers_are_the_same(
    engine: Engine, base: str, tmp_path: Path, ui: Recorder
) -> None:
    root = project(tmp_path)
    first = history(engine, built(root, base, ui))
    for known in engine.client.images.list():
        for name in known.tags:
            if name.startswith("lift/shop-live"):
                engine.client.images.remove(name)
    assert history(engine, built(root, base, ui)) == first


def test_one_that_is_on_aws_is_not_made(tmp_path: Path, ui: Recorder) -> None:
    chosen = stage(project(tmp_path), package="image", base_image="base:1")
    every = {"": 5}  # the start of whatever digest
    made = bundle.build(chosen, tmp_path / "out", ui, published=lambda: every)
    assert made.image is not None
    assert (made.image.name, made.image.unzipped) == ("", 5)


def test_it_is_pushed_with_a_login_and_a_code_change_pushes_one_layer(
    base: str, tmp_path: Path, ui: Recorder
) -> None:
    root = project(tmp_path)
    with registry(tmp_path) as there:
        first = built(root, base, ui)
        first.push(f"{there.host}/shop:1", USER, PASSWORD, ui)
        write(root, {"more.py": "ANSWER = 42\n"})
        second = built(root, base, ui)
        second.push(f"{there.host}/shop:2", USER, PASSWORD, ui)
        assert there.layers("shop", "1")[:2] == there.layers("shop", "2")[:2]
        assert there.layers("shop", "1")[2] != there.layers("shop", "2")[2]
        with pytest.raises(BundleError, match="/shop:3 cannot be pushed") as caught:
            second.push(f"{there.host}/shop:3", USER, "wrong", ui)
    assert "wrong" not in caught.value.message + caught.value.details


def test_a_base_image_that_cannot_be_had_is_named(base: str, tmp_path: Path, ui: Recorder) -> None:
    with pytest.raises(BundleError, match=r"127\.0\.0\.1:9/base:1 cannot be pulled") as caught:
        built(project(tmp_path), "127.0.0.1:9/base:1", ui)
    assert "base_image" in caught.value.hint


def test_without_an_engine_it_is_said_what_needs_it(
    tmp_path: Path, ui: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    with pytest.raises(BundleError, match="no engine answers at tcp://127") as caught:
        built(project(tmp_path), "base:1", ui)
    assert '"package": "zip"' in caught.value.hint
