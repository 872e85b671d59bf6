"""Traffic never fails: visitors without pause, while releases come, fail and go."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from threading import Barrier, Event

import httpx
import pytest

from ..deployer.bundle.wheels import Index
from ..example import OWN
from ..lift_process import SandboxProcess
from .site import Site

VISITORS = 3
# Says which code, which dependency and which configuration it is; some requests are under way
# whenever the traffic is switched.
APP = """\
import os
import time

import part


def app(environ, start_response):
    time.sleep(0.05)
    start_response("{status}", [("Content-Type", "text/plain")])
    return [f"{release}.0 {{part.VERSION}} {{os.environ['RELEASE']}}.0".encode()]
"""
FINE = "200 OK"
BROKEN = "500 Internal Server Error"


class Shop:
    """A site whose code, dependency and environment all carry the number of the release."""

    def __init__(self, site: Site, index: Index) -> None:
        self.site = site
        self._index = index

    def write(self, release: int, *, status: str = FINE, trouble: str = "") -> None:
        self._index.release("part", f"{release}.0")
        files = {
            "app.py": APP.format(release=release, status=status) + trouble,
            "requirements.txt": f"part=={release}.0\n",
            "lift_settings.json": json.dumps({"production": self._settings(release)}),
        }
        for name, text in files.items():
            (self.site.folder / name).write_text(text, encoding="utf-8")

    def _settings(self, release: int) -> dict[str, object]:
        return {
            "app": "app:app",
            "project": "busy-shop",
            "runtime": f"python{OWN}",
            "bytecode": False,
            "environment_variables": {"RELEASE": str(release)},
        }

    def page(self, release: int) -> str:
        """What a visitor of ``release`` reads."""
        return f"200 {release}.0 {release}.0 {release}.0"

    @contextmanager
    def visited(self) -> Iterator[list[list[str]]]:
        """What visitors who never pause were answered, for each of them, when the context ends."""
        answers: list[list[str]] = [[] for _ in range(VISITORS)]
        all_there, closed = Barrier(VISITORS + 1, timeout=60), Event()
        url = self.site.url

        def visit(answers: list[str]) -> None:
            with httpx.Client(timeout=40, trust_env=False) as client:
                while not closed.is_set():
                    answer = client.get(url)
                    answers.append(f"{answer.status_code} {answer.text}")
                    if len(answers) == 1:
                        all_there.wait()

        with ThreadPoolExecutor(VISITORS) as pool:
            visitors = [pool.submit(visit, each) for each in answers]
            try:
                all_there.wait()
                yield answers
            finally:
                closed.set()
        for visitor in visitors:
            visitor.result()


@pytest.fixture
def shop(
    sandbox: SandboxProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    folders = tmp_path / "index", tmp_path / "shop"
    for folder in folders:
        folder.mkdir()
    site = Site(folders[1], sandbox)
    yield Shop(site, Index(folders[0], monkeypatch))
    site.run("undeploy", "--yes")


def test_no_request_fails_and_each_is_answered_by_one_release(shop: Shop) -> None:
    site = shop.site
    shop.write(1)
    site.run("deploy", "--yes")
    with shop.visited() as answers:
        shop.write(2)
        site.run("update", "--yes")
        shop.write(3, trouble="raise RuntimeError('does not start')\n")
        assert site.run("update", "--yes", check=False).returncode == 1
        shop.write(4, status=BROKEN)
        assert site.run("update", "--yes", check=False).returncode == 1
        site.run("rollback", "--yes")
    for visitor in answers:
        assert [page for page, _ in groupby(visitor)] == [shop.page(each) for each in (1, 2, 1)]
