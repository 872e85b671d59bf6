"""What each rule of slimming saves, on two usual sets: ``python -m benchmarks.slimming``.

Builds the same projects again and again, with one switch after the other, and prints a table in
Markdown: MB of the layer, zipped and unzipped; without bytecode unless it says so.
"""

import tempfile
from pathlib import Path
from typing import Any

from lift.deployer import bundle
from lift.deployer.settings.slim import Slim, slim
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder

SETS = {
    "Django": ("django>=5.2,<6", "psycopg2-binary", "pillow", "requests", "boto3"),
    "data": ("pandas", "scikit-learn", "lxml"),
}
OFF = slim(False)


def rows() -> list[tuple[str, dict[str, Any]]]:
    """What is measured: a name, and the settings."""
    plain = {"slim": OFF, "bytecode": False}
    each = [
        (f"only `{name}`", {"slim": Slim(**OFF.__dict__ | {name: True}), "bytecode": False})
        for name in Slim().rules
    ]
    languages = ("en", "de")
    return [
        ("nothing taken out", plain),
        *each,
        ('only `"locales": ["en", "de"]`', plain | {"locales": languages}),
        ("all of these rules, the default", {"bytecode": False}),
        ('default, `"locales": ["en", "de"]`', {"bytecode": False, "locales": languages}),
        ("default, `strip`", {"bytecode": False, "slim": Slim(strip=True)}),
        ("default, with bytecode", {}),
    ]


def measure(root: Path, settings: dict[str, Any]) -> str:
    """MB zipped and unzipped, as two cells."""
    stage = Stage(
        name="live",
        root=root,
        project="shop",
        settings_file=root / "lift_settings.json",
        app="main:app",
        runtime="python3.12",
        **settings,
    )
    built = bundle.build(stage, root / "out", Recorder())
    assert built.layer
    return f"{built.layer.size / 2**20:.1f} | {built.layer.unzipped / 2**20:.1f}"


def project(folder: Path, requirements: tuple[str, ...]) -> Path:
    folder.mkdir()
    (folder / "main.py").write_text("app = print\n")
    (folder / "requirements.txt").write_text("".join(f"{line}\n" for line in requirements))
    return folder


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        roots = [project(Path(folder, name), needed) for name, needed in SETS.items()]
        print(f"| | {' | '.join(f'{name}, zip | unzipped' for name in SETS)} |")
        print(f"|---|{'---|---|' * len(SETS)}")
        for name, settings in rows():
            cells = [measure(root, settings) for root in roots]
            print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
