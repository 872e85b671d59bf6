"""Which of a stage's two functions is live, for commands that look at what runs.

From the change of ``"package"`` to the next ``lift deploy`` it is not the one that the settings
name, but that of the former package.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from ..aws import alias as aliases
from ..aws.errors import doing
from ..resources.alias import LATEST, Alias
from ..resources.target import Target

if TYPE_CHECKING:
    from ..aws.session import Aws
    from ..settings.stage import Package

_OTHER: "dict[Package, Package]" = {"zip": "image", "image": "zip"}


def of_live(aws: "Aws") -> "Aws":
    """``aws``, aimed at the function that is live; a note says when it is the other one.

    Without any it is ``aws`` as it was.
    """
    stage, names = aws.target.stage, aws.target.names
    if _is_live(aws, names.function) or not _is_live(aws, names.other_function):
        return aws
    former = _OTHER[stage.package]
    aws.ui.note(
        f'{names.other_function} is live, whose "package" is "{former}": '
        f'`lift deploy {stage.name}` makes it "{stage.package}"'
    )
    return replace(aws, target=Target(replace(stage, package=former), aws.place))


def _is_live(aws: "Aws", function: str) -> bool:
    """Whether a release of ``function`` has passed; before that its alias is on $LATEST."""
    with doing(f"read the alias of {function}"):
        found = aliases.read(aws, Alias(function))
    return found is not None and found.version != LATEST
