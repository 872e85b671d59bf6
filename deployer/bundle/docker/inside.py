"""What runs in the build container: one hook of a package's build backend (PEP 517).

Called ``inside.py HOOK SOURCE ANSWER BACKEND [BACKEND_PATH …]`` by the Python of the container,
with the backend installed for it. Standard library only, and nothing of lift. What the hook gives
is written to the file ANSWER as JSON; whatever the backend prints is log.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    hook, source, answer, backend, *paths = sys.argv[1:]
    os.dup2(2, 1)
    os.chdir(source)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # Instead of the folder that this script lies in: "" would be the source itself (PEP 517).
    sys.path[0:1] = [str(Path(source, path)) for path in paths]
    module, _, attribute = backend.partition(":")
    built = importlib.import_module(module)
    for name in filter(None, attribute.split(".")):
        built = getattr(built, name)
    given = _call(built, hook, Path(answer).parent)
    Path(answer).write_text(json.dumps(given), encoding="utf-8")


def _call(backend: Any, hook: str, folder: Path) -> object:
    if hook == "requires":
        get = getattr(backend, "get_requires_for_build_wheel", None)
        return get() if get else []
    return backend.build_wheel(str(folder))


if __name__ == "__main__":
    main()
