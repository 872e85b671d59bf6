"""Unpacking as Lambda does, and cleaning up."""

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lift.deployer.errors import SandboxError
from lift.deployer.sandbox.catalogue import Catalogue, Region
from lift.deployer.sandbox.function import Archive
from lift.deployer.sandbox.workspace import Workspace

from .aws import ACCOUNT, REGION, Aws, zipped
from .test_pool import FUNCTION


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = Workspace()
    yield workspace
    workspace.close()


def modes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): oct(stat.S_IMODE(path.lstat().st_mode))
        for path in [folder, *folder.rglob("*")]
    }


def test_files_are_dated_as_in_the_zip(workspace: Workspace) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("style.css", (1999, 12, 31, 23, 59, 58)), b"")
    task = workspace.task(replace(FUNCTION, code=Archive("digest", buffer.getvalue())))
    moment = datetime(1999, 12, 31, 23, 59, 58, tzinfo=UTC)
    assert (task / "style.css").stat().st_mtime == moment.timestamp()


def test_modes_are_those_of_others_and_nothing_is_writable(workspace: Workspace) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, mode in {"a.py": 0o644, "run.sh": 0o755, "sub/own.py": 0o600}.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFREG | mode) << 16
            archive.writestr(info, "x")
        windows = zipfile.ZipInfo("windows.py")
        windows.create_system = 0
        archive.writestr(windows, "x")
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "a.py")
    task = workspace.task(replace(FUNCTION, code=Archive("d", buffer.getvalue())))
    found = modes(task)
    assert (task / "link").readlink() == Path("a.py")
    del found["link"]
    assert found == {
        ".": "0o555",
        "a.py": "0o444",
        "run.sh": "0o555",
        "sub": "0o555",
        "sub/own.py": "0o0",
        "windows.py": "0o444",
    }


def test_the_same_code_is_unpacked_once(workspace: Workspace) -> None:
    one = replace(FUNCTION, code=Archive("d", zipped({"a.py": "1"})))
    other = replace(one, arn="other", version="7")
    assert workspace.task(one) == workspace.task(other)
    assert workspace.task(replace(one, code=Archive("e", zipped({})))) != workspace.task(one)


def test_a_later_layer_lies_over_an_earlier_one(workspace: Workspace) -> None:
    layers = (
        Archive("1", zipped({"a.txt": "first", "b.txt": "first"})),
        Archive("2", zipped({"b.txt": "second"})),
    )
    opt = workspace.opt(replace(FUNCTION, layers=layers))
    assert [(opt / name).read_text() for name in ("a.txt", "b.txt")] == ["first", "second"]


def test_the_writable_folder_belongs_to_the_function(workspace: Workspace) -> None:
    shared = workspace.shared(FUNCTION)
    assert workspace.shared(replace(FUNCTION, version="7", memory=256)) == shared
    assert workspace.shared(replace(FUNCTION, arn=FUNCTION.arn + "2")) != shared


def test_closing_removes_all_of_it(workspace: Workspace) -> None:
    workspace.task(replace(FUNCTION, code=Archive("d", zipped({"deep/down/a.py": "1"}))))
    workspace.close()
    assert not workspace.root.exists()


def test_what_is_no_zip_is_said_each_time(workspace: Workspace) -> None:
    for _ in range(2):
        with pytest.raises(SandboxError, match="cannot be unpacked"):
            workspace.task(replace(FUNCTION, code=Archive("d", b"no zip")))


def test_layers_of_the_same_content_are_unpacked_once(aws: Aws, workspace: Workspace) -> None:
    content = zipped({"python/a.py": "X = 1"})
    catalogue, folders = Catalogue(), set()
    for name in ("one", "other"):
        layer = aws.lambda_.publish_layer_version(LayerName=name, Content={"ZipFile": content})
        function = aws.function("", Layers=[layer["LayerVersionArn"]])
        folders.add(workspace.opt(catalogue.resolve(Region(ACCOUNT, REGION), function)[0]))
    assert len(folders) == 1
