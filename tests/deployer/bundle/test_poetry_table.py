"""Poetry's own table, as requirements."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from lift.deployer.bundle import poetry_table

MARKED = (
    "(os_name == 'a' or os_name == 'b') and "
    "(python_full_version >= '3.11') and (python_full_version < '3.13')"
)
TABLE = tomllib.loads("""\
[dependencies]
python = "^3.11"
plain = "^1.2"
any = "*"
extra = {version = ">=2", extras = ["one", "two"]}
marked = {version = "1.0", markers = "os_name == 'a' or os_name == 'b'", python = ">=3.11,<3.13"}
windows = {version = "*", platform = "win32"}
tagged = {git = "https://git.example/a.git", tag = "v1", subdirectory = "inside"}
short = {git = "git@git.example:me/b.git", branch = "main"}
head = {git = "https://git.example/c.git"}
local = {path = "../local", develop = true}
wheel = {url = "https://files.example/wheel-1-py3-none-any.whl"}
Optional_One = {version = "^3", optional = true}
several = [{version = "1", python = "<3.12"}, {version = "2", python = ">=3.12"}]
[extras]
more = ["optional-one"]
[group.jobs.dependencies]
queue = "~2.1"
""")


def test_every_way_to_write_a_dependency(tmp_path: Path) -> None:
    lines = poetry_table.requirements(TABLE, tmp_path / "app")
    assert lines == [
        "plain>=1.2,<2",
        "any",
        "extra[one,two]>=2",
        f"marked==1.0 ; {MARKED}",
        "windows ; (sys_platform == 'win32')",
        "tagged @ git+https://git.example/a.git@v1#subdirectory=inside",
        "short @ git+ssh://git@git.example/me/b.git@main",
        "head @ git+https://git.example/c.git",
        f"local @ {(tmp_path / 'local').as_uri()}",
        "wheel @ https://files.example/wheel-1-py3-none-any.whl",
        "several==1 ; (python_full_version < '3.12')",
        "several==2 ; (python_full_version >= '3.12')",
    ]
    assert all(Requirement(line) for line in lines)


def test_groups_and_extras_come_when_asked_for(tmp_path: Path) -> None:
    asked = poetry_table.requirements(TABLE, tmp_path, groups=("jobs",), extras=("more",))
    plain = poetry_table.requirements(TABLE, tmp_path)
    assert set(asked) - set(plain) == {"Optional_One>=3,<4", "queue>=2.1,<2.2"}


def test_the_pythons_are_a_specifier() -> None:
    assert poetry_table.python(TABLE) == ">=3.11,<4"
    assert poetry_table.python({}) == ""
    assert poetry_table.python({"dependencies": {"python": {"version": "~3.12"}}}) == ">=3.12,<3.13"


def test_several_ranges_can_be_passed_over(tmp_path: Path) -> None:
    table = {"dependencies": {"flour": "^1 || ^3"}}
    assert poetry_table.requirements(table, tmp_path, loosely=True) == ["flour"]
