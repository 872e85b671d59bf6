"""uv's questions: the environment and options it gets, and what its errors mean.

uv reads requirements and answers for the target; nothing of the developer's interpreter counts.
"""

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .. import run
from ..errors import BundleError, CommandFailed
from .pin import no_wheel
from .requirements import OURSELVES
from .secret import without_password
from .target import Target

# uv's settings for indexes, credentials and caches stay in force; those that choose an interpreter
# or what is left in the target are ours to make.
_OURS_TO_CHOOSE = ("UV_PYTHON", "UV_SYSTEM_PYTHON", "UV_COMPILE_BYTECODE", "UV_EXCLUDE")

# The options of requirements files, and what separates the values of uv's variable for them.
_VARIABLES = (
    (("-i", "--index-url"), "UV_INDEX_URL", " "),
    (("--extra-index-url",), "UV_EXTRA_INDEX_URL", " "),
    (("-f", "--find-links"), "UV_FIND_LINKS", ","),
)

_UNREACHABLE = re.compile(r"error sending request for url \((\S+)\)")
# Said of a range of versions, or of one; and the hints, which name the package alone.
_NO_WHEEL = re.compile(
    r"([A-Za-z][\w.-]*)(==\S+)?(?:[<>]=?\S+)? (?:has|have) no "
    r"(?:usable wheels|wheels with|source distribution)"
    r"|(?:Wheels are required|only found wheels|Wheels are available) for `([^`]+)`"
)


def environment(indexes: Iterable[str] = ()) -> dict[str, str]:
    """The environment that uv gets.

    ``indexes`` are lines of requirements that say where packages are, for commands that read none:
    they may hold passwords, which no other process sees this way.
    """
    clean = run.clean_environment(UV_PYTHON_DOWNLOADS="never", UV_NO_PROGRESS="1")
    kept = {key: value for key, value in clean.items() if key not in _OURS_TO_CHOOSE}
    # uv's own 3 retries keep one waiting 9 s without network
    return {"UV_HTTP_RETRIES": "2"} | kept | dict(_variables(indexes))


def _variables(indexes: Iterable[str]) -> Iterator[tuple[str, str]]:
    given = [re.split(r"[ =]+", line, maxsplit=1) for line in indexes]
    for options, variable, separator in _VARIABLES:
        values = [line[-1].strip() for line in given if line[0] in options]
        if values:
            yield variable, separator.join(values)
    if ["--no-index"] in given:
        yield "UV_NO_INDEX", "1"


def this_python() -> list[str]:
    """uv's option for the interpreter that runs its questions.

    Any will do; without this one uv looks for the target's, which takes seconds where pyenv's
    shims are on the path.
    """
    return ["--python", sys.executable]


def options(target: Target, platform: str) -> list[str]:
    """uv's options for ``target`` under one of its platform's names."""
    return [
        *this_python(),
        *("--python-version", target.full_python),
        *("--python-platform", platform),
    ]


@contextmanager
def excludes() -> Iterator[list[str]]:
    """uv's options that leave lift itself out, whatever the requirements say."""
    with listed([OURSELVES]) as ours:
        yield ["--excludes", ours]


@contextmanager
def listed(lines: Iterable[str]) -> Iterator[str]:
    """The path of a file with ``lines``, readable for nobody else, while the context lasts."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        yield file.name


def unreachable(error: CommandFailed) -> bool:
    """Whether an index, or the network, was what was missing."""
    return _UNREACHABLE.search(error.details) is not None


def explain(error: CommandFailed, target: Target) -> BundleError:
    """What uv's message means for the user of lift."""
    said = without_password(error.details)
    if lost := _UNREACHABLE.search(said):
        return BundleError(
            f"the package index cannot be reached: {lost[1]}",
            hint="check the network, and UV_DEFAULT_INDEX if you use an index of your own",
        )
    if "the network was disabled" in said:
        return BundleError(
            "the network is disabled (UV_OFFLINE), and not all packages are in uv's cache",
            hint="run once with network",
        )
    if found := _NO_WHEEL.findall(said):
        exact = {name: version for name, version, _ in found if version}
        names = {name or hinted for name, _, hinted in found}
        return no_wheel([name + exact.get(name, "") for name in names], target)
    cause, _, advice = said.partition("\nhint: ")
    message = f"the dependencies cannot be resolved: {one_line(cause)}"
    return BundleError(message, hint=one_line(advice))


def one_line(text: str) -> str:
    """uv's message without its labels, in one line."""
    text = without_password(text).removeprefix("error: ").replace("cause: ", "")
    text = text.removeprefix("No solution found when resolving dependencies")
    return " ".join(text.split()).rstrip(".")
