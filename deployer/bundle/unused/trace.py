"""Start the application as Lambda would, and see what it imports.

Only where this machine has the runtime's Python and can load what goes up. The application gets the
stage's environment variables, so it does what it always does when it starts; of what it prints
nothing is shown.
"""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ... import run
from ...errors import CommandFailed
from ...settings.stage import Stage

_TIMEOUT = 60  # seconds
_START = """\
import json, os, sys
answer, folders, paths = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
sys.path[:0] = folders
failed = ""
try:
    from lift_handler import handler
    for path in paths:
        url, _, query = path.partition("?")
        handler({"version": "2.0", "rawPath": url, "rawQueryString": query, "headers":
                 {"host": "localhost"}, "requestContext": {"http": {"method": "GET", "path": url,
                 "sourceIp": "127.0.0.1"}, "domainName": "localhost", "stage": "$default"}}, None)
except BaseException as error:
    failed = f"{type(error).__name__}: {error}"
files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
with open(answer, "w", encoding="utf-8") as file:
    json.dump({"failed": failed, "files": [each for each in files if isinstance(each, str)]}, file)
os._exit(0)  # whatever threads the application has started
"""


class Failed(Exception):
    """The application did not start; ``loaded`` are the modules' files until then."""

    def __init__(self, why: str, loaded: set[Path]) -> None:
        super().__init__(why)
        self.loaded = loaded


def trace(
    stage: Stage, interpreter: Path, folders: Iterable[Path], paths: Iterable[str]
) -> set[Path]:
    """The files of the modules that are loaded after the start, and after a GET of each of
    ``paths``. ``folders`` come first on ``sys.path``: the handler's, the project's, the packages'.

    Raises ``Failed``.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "answer.json")
        listed = json.dumps([str(each) for each in folders])
        given = [str(answer), listed, json.dumps([*paths])]
        command = [str(interpreter), "-S", "-P", "-c", _START, *given]
        try:
            run.run(command, cwd=stage.root, environment=_variables(stage), timeout=_TIMEOUT)
            said = json.loads(answer.read_text(encoding="utf-8"))
        except (CommandFailed, OSError, ValueError) as error:
            raise Failed(str(error), set()) from None
    loaded = {Path(file) for file in said["files"]}
    if said["failed"]:
        raise Failed(said["failed"], loaded)
    return loaded


def _variables(stage: Stage) -> dict[str, str]:
    ours = {"PYTHONDONTWRITEBYTECODE": "1"}
    if stage.django_settings:
        ours["DJANGO_SETTINGS_MODULE"] = stage.django_settings
    return run.clean_environment() | dict(stage.environment_variables) | ours
