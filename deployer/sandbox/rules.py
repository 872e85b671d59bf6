"""EventBridge's scheduled rules: a rate() rule fires, and invokes the functions it targets.

Only if the function's policy lets events.amazonaws.com do it from that rule, as on AWS. cron()
rules do not fire here.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..resources.rule import period
from ..ui import Ui
from .catalogue import Region
from .function import split_name
from .invoker import Invoker
from .permissions import Caller, Permissions
from .service_error import ServiceError

if TYPE_CHECKING:
    from moto.events.models import Rule

_TICK = 0.5  # seconds


class Rules:
    """Fires what is due at each ``tick``; ``start`` ticks until ``stop``."""

    def __init__(
        self,
        invoker: Invoker,
        permissions: Permissions,
        ui: Ui,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._invoker = invoker
        self._permissions = permissions
        self._ui = ui
        self._clock = clock
        self._due: dict[tuple[str, str], float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rules", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def tick(self) -> None:
        """Fire every enabled rule whose time has come; a new one waits for its first period."""
        now = self._clock()
        scheduled = {(rule.arn, str(rule.scheduled_expression)): rule for rule in _enabled()}
        self._due = {key: due for key, due in self._due.items() if key in scheduled}
        for key, rule in scheduled.items():
            seconds = period(key[1])
            if seconds is None:
                continue
            due = self._due.setdefault(key, now + seconds)
            if due <= now:
                # In step with the first time; what a sleeping machine missed stays missed.
                self._due[key] = due + seconds * (int((now - due) // seconds) + 1)
                self._fire(rule, now)

    def _run(self) -> None:
        while not self._ended.wait(_TICK):
            self.tick()

    def _fire(self, rule: "Rule", now: float) -> None:
        for target in list(rule.targets):
            arn = str(target["Arn"])
            if ":lambda:" in arn and ":function:" in arn:
                wanted = target.get("Input")
                event = str(wanted).encode() if wanted else _event(rule, now)
                self._send(rule, arn, event)

    def _send(self, rule: "Rule", arn: str, event: bytes) -> None:
        context = {"aws:sourcearn": rule.arn, "aws:sourceaccount": rule.account_id}
        caller = Caller("events.amazonaws.com", context)
        if not self._permissions.allow(arn, "lambda:InvokeFunction", caller):
            self._ui.warn(f"rule {rule.name} may not invoke {arn}: see its permissions")
            return
        name, qualifier = split_name(arn)
        region = Region(rule.account_id, rule.region_name)
        try:
            self._invoker.send(region, name, event, qualifier=qualifier)
        except ServiceError as error:
            self._ui.warn(f"rule {rule.name}: {error.text}")
        else:
            self._ui.step(f"rule {rule.name} invokes {name}")


def _enabled() -> "Iterator[Rule]":
    from moto.events.models import events_backends

    for account in list(events_backends.values()):
        for backend in list(account.values()):
            for bus in list(backend.event_buses.values()):
                yield from (r for r in list(bus.rules.values()) if r.state == "ENABLED")


def _event(rule: "Rule", now: float) -> bytes:
    """What a target without Input gets."""
    event = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": rule.account_id,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
        "region": rule.region_name,
        "resources": [rule.arn],
        "detail": {},
    }
    return json.dumps(event).encode()
