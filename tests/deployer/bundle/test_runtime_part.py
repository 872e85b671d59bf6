"""lift's own part of the code zip."""

from lift.deployer.bundle import runtime_part


def test_it_is_the_run_time_half_and_nothing_else() -> None:
    paths = [entry.path for entry in runtime_part.find()]
    assert "lift/adapter/__init__.py" in paths
    assert "lift/adapter/events/http_api.py" in paths
    assert "lift/warmers/keep_warm.py" in paths
    assert "lift/__init__.py" not in paths
    assert all(path.startswith(("lift/adapter/", "lift/warmers/")) for path in paths)
    assert all(path.endswith((".py", "py.typed")) for path in paths)
