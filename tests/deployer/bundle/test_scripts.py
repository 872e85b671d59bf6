"""Scripts start with whatever Python is on the path where they are."""

from pathlib import Path

import pytest

from lift.deployer.bundle.scripts import start_anywhere

from .projects import write

LONG = "#!/bin/sh\n'''exec' \"/home/me/a b/bin/python\" \"$0\" \"$@\"\n' '''\nprint(1)\n"


@pytest.mark.parametrize("script", ["#!/home/me/.venv/bin/python3.12\nprint(1)\n", LONG])
def test_a_script_loses_the_interpreter_of_its_installer(script: str, tmp_path: Path) -> None:
    write(tmp_path, {"cached": script, "bin/tool.sh": "#!/bin/sh\n", "bin/tool": b"\x7fELF"})
    (tmp_path / "bin/say").hardlink_to(tmp_path / "cached")
    assert start_anywhere(tmp_path) == [tmp_path / "bin/say"]
    assert (tmp_path / "bin/say").read_text() == "#!/usr/bin/env python3\nprint(1)\n"
    assert (tmp_path / "bin/say").stat().st_mode & 0o111
    assert (tmp_path / "cached").read_text() == script
