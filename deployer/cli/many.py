"""What commands share that work on several stages: the results in one piece."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..errors import LiftError, NotAllDeleted, UsageError
from .context import Context

if TYPE_CHECKING:
    from ..engine.outcome import Outcome
    from ..engine.undeploy import Undeployed
    from ..settings import Stage


def one_by_one(
    context: Context, stages: "Sequence[Stage]", take_down: "Callable[[Stage], Undeployed]"
) -> None:
    """Take ``stages`` down, of which each may ask; one that fails does not stop the others."""
    from ..engine.outcome import Outcome

    outcomes = []
    for stage in stages:
        try:
            done = take_down(stage)
        except UsageError:  # there is no terminal to ask at
            raise
        except LiftError as error:
            context.ui.error(error)
            left = error.document if isinstance(error, NotAllDeleted) else {}
            outcomes.append(Outcome(stage.name, error=error.message, document=left))
        else:
            outcomes.append(Outcome(stage.name, str(done), document=done.document()))
    show(context, outcomes)


def show(context: Context, outcomes: "Sequence[Outcome]", **more: object) -> None:
    """Show what each stage came to; raises ``LiftError`` when one failed.

    ``more`` stands beside the stages in the document.
    """
    from ..engine.outcome import check, document, rows

    if context.json:
        context.ui.data(document(outcomes) | more)
    elif any("\n" in outcome.said for outcome in outcomes):
        context.ui.text("\n\n".join(outcome.said for outcome in outcomes if outcome.said))
    else:
        context.ui.table(("stage", "result"), rows(outcomes))
    check(outcomes)


def check_alone(stage: str | None, *, every: bool) -> None:
    """Raise ``UsageError`` when a stage is named beside ``--all``."""
    if every and stage is not None:
        raise UsageError(
            f'"{stage}" and --all do not go together', hint="name a stage, or say --all"
        )
