"""The dependency layer is made once and kept."""

from pathlib import Path

from lift.deployer.bundle import dependencies, layer, target
from lift.deployer.bundle.limits import UNZIPPED
from lift.deployer.ui import Recorder

from .projects import names, stage, write
from .wheels import Index


def test_an_unchanged_layer_is_copied_and_not_made_again(tmp_path: Path, index: Index) -> None:
    index.release("flour", "5.0")
    chosen = stage(write(tmp_path, {"requirements.txt": "flour\n"}))
    needed = dependencies.find(chosen, target.for_stage(chosen), None, Recorder())
    assert needed is not None
    first = layer.copy(layer.build(needed, UNZIPPED, Recorder()), tmp_path / "one.zip")
    assert all(name.startswith("python/") for name in names(first.path))
    assert first.digest == needed.digest

    again = Recorder()
    second = layer.copy(layer.build(needed, UNZIPPED, again), tmp_path / "two.zip")
    assert again.said == []
    assert second.path.read_bytes() == first.path.read_bytes()
    assert (second.sha256, second.unzipped, second.digest) == (
        first.sha256,
        first.unzipped,
        first.digest,
    )


def test_a_damaged_cache_is_made_good(tmp_path: Path, index: Index) -> None:
    index.release("flour", "6.0")
    chosen = stage(write(tmp_path, {"requirements.txt": "flour\n"}))
    needed = dependencies.find(chosen, target.for_stage(chosen), None, Recorder())
    assert needed is not None
    first = layer.copy(
        layer.build(needed, UNZIPPED, Recorder()), tmp_path / "one.zip"
    ).path.read_bytes()
    for damage in ("layer.json", "layer.zip"):
        (needed.folder / damage).write_bytes(b"half")
        assert layer.build(needed, UNZIPPED, Recorder()).path.read_bytes() == first
