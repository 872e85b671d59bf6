"""What a first visitor finds done: the application tells it itself."""

import json
from pathlib import Path

from ..example import OWN
from ..lift_process import SandboxProcess
from .site import Site

APP = """\
import json

from lift.adapter.snapshot import after_restore, before_snapshot

done = ["import"]


@before_snapshot
def before():
    done.append("before the snapshot")


@after_restore
async def after():
    done.append("after the restore")


def app(environ, start_response):
    if not any("template" in each for each in done):
        asked = "a warm request" if "HTTP_LIFT_WARM_REQUEST" in environ else "a visitor"
        done.append(f"template for {asked} at {environ['HTTP_HOST']}{environ['PATH_INFO']}")
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(done).encode()]
"""
WARM = "template for a warm request at 127.0.0.1/shelf"


def test_a_first_visitor_finds_templates_loaded_with_and_without_snapstart(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    (tmp_path / "main.py").write_text(APP)
    stage = {
        "app": "main:app",
        "project": "warm",
        "runtime": max("python3.12", f"python{OWN}"),
        "bytecode": False,  # this machine may have no other Python to make it
        "warm_requests": ["/shelf"],
    }
    (tmp_path / "lift_settings.json").write_text(json.dumps({"production": stage}))
    site = Site(tmp_path, sandbox)
    site.run("deploy", "--yes")
    with site.client() as client:
        assert client.get("/").json() == ["import", WARM]
        site.set(snap_start=True)
        site.run("deploy", "--yes")
        restored = ["import", WARM, "before the snapshot", "after the restore"]
        assert client.get("/").json() == restored
    site.run("undeploy", "--yes")
