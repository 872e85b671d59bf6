"""Provisioned concurrency: given to a version, waited for, and taken back.

It stands on versions: an alias that divides its traffic cannot have it, and the new version has
to have its own while the old one still serves. What a run that was cut short has left on a version
that is not live is found by the next one, and taken back.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..aws import alias as aliases
from ..aws import provisioned_concurrency as allocation
from ..aws import scaling
from ..aws.errors import doing
from ..aws.provisioned_concurrency import Allocation, Held
from ..aws.snapshot import Running
from ..errors import AwsError, LiftError, ReleaseFailed
from ..plan.actual import Found
from ..plan.changes import changes
from ..plan.plan import Plan
from ..plan.steps import Delete
from ..resources.alias import LIVE, Alias
from ..resources.provisioned_concurrency import READY, ProvisionedConcurrency
from ..resources.ref import Attributes
from ..resources.release import Release

if TYPE_CHECKING:
    from ..aws.session import Aws

_HINTS = {
    "FUNCTION_ERROR_INIT_FAILURE": "the application failed when it was started: see `lift tail`",
}


def check(aws: "Aws", plan: Plan, running: Running) -> None:
    """What can be said before the first write: what the account has left, what others did.

    What is reserved for the function is its own: the settings were held against it.
    """
    wanted = _wanted(plan)
    if wanted is None:
        return
    held, live = running.held.allocations, running.alias.version if running.alias else ""
    if LIVE in held:
        raise AwsError(
            f"somebody has put provisioned concurrency on alias {LIVE} of {wanted.function} "
            f"({held[LIVE].requested}), and then its version cannot have its own",
            hint="take it back: `aws lambda delete-provisioned-concurrency-config --function-name "
            f"{wanted.function} --qualifier {LIVE}`",
        )
    if running.latest and running.latest.reserved is not None:
        return
    now = held[live].requested if live in held else 0
    if any(isinstance(step.resource, Release) for step in plan.work):
        allocation.check(aws, wanted.most, now)
    elif wanted.most > now:
        allocation.check(aws, wanted.most - now, 0)


def _wanted(plan: Plan) -> ProvisionedConcurrency | None:
    wanted = (step.resource for step in plan.steps if not isinstance(step, Delete))
    return next((each for each in wanted if isinstance(each, ProvisionedConcurrency)), None)


def of_live(actual: Mapping[str, Found]) -> ProvisionedConcurrency | None:
    """What the live version has, for another version to have as well."""
    for found in actual.values():
        if isinstance(there := found.resource, ProvisionedConcurrency):
            return replace(there, state=READY, other_versions=(), marked=True)
    return None


def give(aws: "Aws", wanted: ProvisionedConcurrency, number: str, *, live: str) -> None:
    """Version ``number`` has ``wanted``, and all of it is ready.

    When that fails, a version that is not ``live`` gives back what it got by then. Raises
    ``ReleaseFailed`` with AWS's reason when AWS gives up.
    """
    function = wanted.function
    with doing(f"provide version {number} of {function} with concurrency"):
        allocation.mark(aws, function)
        held = allocation.held(aws, function)
        try:
            _give(aws, wanted, number, _executions(wanted, held.allocations.get(live)), held)
        except BaseException:  # Ctrl-C too: it would cost money for nothing
            if number != live:
                _give_up(aws, function, number)
            raise


def take_back(aws: "Aws", function: str, *, keep: str | None) -> None:
    """No version but ``keep`` has any more."""
    with doing(f"take back the provisioned concurrency of {function}"):
        held = allocation.held(aws, function)
        for number in sorted(held.versions - {keep}, key=int):
            _take_back(aws, function, number, held)


def put(aws: "Aws", wanted: ProvisionedConcurrency) -> Attributes:
    """The live version has ``wanted``, and no other has any."""
    alias = aliases.read(aws, Alias(wanted.function))
    if alias is None:
        raise AwsError(
            f"the alias of {wanted.function} went away", hint="run the same command again"
        )
    give(aws, wanted, alias.version, live=alias.version)
    take_back(aws, wanted.function, keep=alias.version)
    return {}


def delete(aws: "Aws", found: ProvisionedConcurrency) -> None:
    take_back(aws, found.function, keep=None)
    allocation.unmark(aws, found.function)


def _executions(wanted: ProvisionedConcurrency, live: Allocation | None) -> int:
    """How many to begin with: by use as many as the live version has come to."""
    if wanted.executions is not None:
        return wanted.executions
    bounds = wanted.scaling
    if bounds is None or bounds.minimum is None or bounds.maximum is None:
        raise AssertionError(f"nothing says how many there are: {wanted}")
    return min(max(live.requested if live else 0, bounds.minimum), bounds.maximum)


def _give(
    aws: "Aws", wanted: ProvisionedConcurrency, number: str, executions: int, held: Held
) -> None:
    function = wanted.function
    scaled = held.scalings.get(number)
    if scaled and (wanted.scaling is None or changes(wanted.scaling, scaled)):
        scaling.deregister(aws, function, number)  # first: it would change the number again
        scaled = None
    _allocate(aws, function, number, executions, held.allocations.get(number))
    if wanted.scaling and scaled is None:
        scaling.register(aws, function, number, wanted.scaling, executions)


def _allocate(
    aws: "Aws", function: str, number: str, executions: int, now: Allocation | None
) -> None:
    if executions == 0:
        if now:
            allocation.take_back(aws, function, number)
        return
    if now is None or now.failed or now.requested != executions:
        aws.ui.step(f"provisioned concurrency of {executions} for version {number}")
        allocation.put(aws, function, number, executions)
    settled = allocation.settle(aws, function, number)
    if settled is None or settled.failed:
        reason = settled.reason if settled else "somebody has taken it back"
        raise ReleaseFailed(
            f"version {number} did not get its provisioned concurrency of {executions}: "
            f"{reason or 'AWS gives no reason'}",
            hint=_HINTS.get(reason, ""),
        )


def _give_up(aws: "Aws", function: str, number: str) -> None:
    """As far as one can; that is not what failed."""
    try:
        with doing("take it back"):
            _take_back(aws, function, number, allocation.held(aws, function))
    except LiftError as error:
        aws.ui.warn(
            f"version {number} keeps its provisioned concurrency, which costs money: "
            f"{error.message}; the next deployment takes it back"
        )


def _take_back(aws: "Aws", function: str, number: str, held: Held) -> None:
    if number in held.scalings:
        scaling.deregister(aws, function, number)  # first: it would allocate again
    if number in held.allocations:
        allocation.take_back(aws, function, number)
