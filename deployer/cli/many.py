"""What commands share that work on several stages: the results in one document, or one table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import UsageError
from .context import Context

if TYPE_CHECKING:
    from ..outcome import Outcome


def show(context: Context, outcomes: "Sequence[Outcome]", **more: object) -> None:
    """Show what each stage came to; raises ``LiftError`` when one failed.

    ``more`` stands beside the stages in the document.
    """
    from ..outcome import check, document, rows

    if context.json:
        context.ui.data(document(outcomes) | more)
    else:
        context.ui.table(("stage", "result"), rows(outcomes))
    check(outcomes)


def check_alone(stage: str | None) -> None:
    """Raise ``UsageError`` when a stage is named beside ``--all``."""
    if stage is not None:
        raise UsageError(
            f'"{stage}" and --all do not go together', hint="name a stage, or say --all"
        )
