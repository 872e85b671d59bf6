"""The documentation cannot lie: what it names is held against the code."""

import inspect
import json
import re
from pathlib import Path

import pytest

from lift.adapter import Adapter
from lift.adapter.types import Environ, StartResponse
from lift.deployer.cli.main import COMMANDS

from ..deployer.gateway.ways import WAYS
from .settings_page import PAGE, page

ROOT = PAGE.parents[1]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *ROOT.glob("example_*/README.md"),
]


def test_the_settings_page_is_the_schemas() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.docs.settings_page"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    for link in links:
        assert link.startswith("https://") or (path.parent / link).exists(), link


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_lift_command_shown_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    fenced = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL))
    shown = re.findall(r"^lift (?:--?[\w-]+ )*([a-z]+)", fenced, flags=re.MULTILINE)
    shown += re.findall(r"`lift (?:--?[\w-]+ )*([a-z]+)", text)
    assert set(shown) <= set(COMMANDS)


def test_the_readme_tells_of_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`lift {name}" in readme for name in COMMANDS)


def test_the_readmes_first_screen_has_the_two_commands() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    assert {"make demo", "make test"} <= {line.partition("#")[0].strip() for line in first_screen}


def test_the_adapters_page_tells_what_each_source_loses() -> None:
    text = (ROOT / "docs" / "adapter.md").read_text(encoding="utf-8")
    table = text.partition("### What AWS loses")[2].partition("\n###")[0]
    rows = re.findall(r"^\| ([^|]+) \|", table, flags=re.MULTILINE)
    assert rows[1:] == list(WAYS)


def test_the_adapters_page_has_every_option_with_its_default() -> None:
    text = (ROOT / "docs" / "adapter.md").read_text(encoding="utf-8")
    table = text.partition("## Options")[2].partition("\n## ")[0]
    _, *options = inspect.signature(Adapter).parameters.values()
    shown = re.findall(r"^\| `(\w+)` \| `(.+?)` \|", table, flags=re.MULTILINE)
    assert shown == [(each.name, repr(each.default).replace("'", '"')) for each in options]
    assert all(f"\n{each.name} " in (inspect.getdoc(Adapter) or "") for each in options)


def test_the_adapters_page_shows_a_line_of_the_access_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (ROOT / "docs" / "adapter.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```json\n(.*?)\n```", text, flags=re.MULTILINE | re.DOTALL)

    def app(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        return []

    Adapter(app, access_log=True)({"requestContext": {"http": {"method": "GET"}}})
    assert list(json.loads(shown)) == list(json.loads(capsys.readouterr().out))
