"""docs/settings.md, made from settings_schema.json: ``python -m tests.docs.settings_page``."""

import json
from pathlib import Path
from typing import Any

from lift.deployer.settings.schema import stage_keys

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"

OPENING = """# Settings

`lift_settings.json` is an object of stages; each stage is one deployment of the application.
Commands look for the file in the folder they run in and then upwards.

```json
{
  "$schema": "./settings_schema.json",
  "default_stage": "dev",
  "production": {"app": "myproject.main:app", "memory_size": 1024},
  "dev": {"extends": "production", "memory_size": 512}
}
```

- `$schema` is for editors: they complete keys and mark mistakes. `lift settings schema` prints the
  schema; save it as `settings_schema.json` beside the settings.
- `default_stage` is the stage that a command means when none is named. With a single stage it is
  not needed.
- `lift settings check` holds the file against the schema and looks for each stage's application.

A stage has these keys. This page is made from the schema.
"""


def page() -> str:
    """The whole page."""
    return OPENING + "".join(_key(name, part) for name, part in stage_keys().items())


def _key(name: str, part: dict[str, Any]) -> str:
    example = json.dumps({name: part["examples"][0]}, ensure_ascii=False)[1:-1]
    return (
        f"\n### `{name}`\n\n{part['description']}\n\n"
        f"{_accepts(part)}Default: {_default(part['default'])}. Example: `{example}`\n"
        + _inside(part.get("properties", {}))
    )


def _inside(keys: dict[str, dict[str, Any]]) -> str:
    """The keys of an object, one a line."""
    lines = [
        f"- `{name}`: {part['description']} Default: {_default(part['default'])}.\n"
        for name, part in keys.items()
        if "description" in part
    ]
    return "".join(["\nIts keys:\n\n", *lines]) if lines else ""


def _accepts(part: dict[str, Any]) -> str:
    if "enum" in part:
        return "One of " + ", ".join(f"`{json.dumps(choice)}`" for choice in part["enum"]) + ". "
    if "minimum" in part:
        most = f"to {part['maximum']}" if "maximum" in part else "up"
        return f"A whole number from {part['minimum']} {most}. "
    return ""


def _default(value: Any) -> str:
    return "none" if value is None else f"`{json.dumps(value)}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
