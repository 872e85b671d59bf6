"""``lift status``: what runs, as AWS tells it. Reads only; shows no value of the environment."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ..aws import snapshot as snapshots
from ..aws.snapshot import Snapshot
from ..aws.version import Version
from ..resources.rule import Rule
from .front_doors import former_urls, serving, urls
from .live import of_live
from .observe import observe

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class Status:
    """``version`` is None before the first release, ``url`` without a front door.

    ``state`` is "live", "not deployed", "no release yet" or Lambda's own word when the version
    cannot be invoked ("Inactive", "Failed"). ``commit``, ``by`` and ``at`` are of the release.
    """

    stage: str
    function: str
    version: str | None
    url: str | None
    state: str
    account: str
    region: str
    commit: str | None = None
    by: str | None = None
    at: str | None = None
    runtime: str | None = None
    memory_size: int | None = None
    further_urls: tuple[str, ...] = ()  # other domains, and the front door's own address
    former_urls: tuple[str, ...] = ()  # they answer until `lift deploy --retire`
    earlier: tuple[str, ...] = ()  # versions that were live before, the latest first
    keep_warm: str | None = None
    kept_warm: int | None = None  # execution environments
    provisioned_concurrency: str | None = None  # how many are requested, allocated, available
    foreign: tuple[str, ...] = ()  # what has our names without our tags

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        document = asdict(self)
        return {k: list(v) if isinstance(v, tuple) else v for k, v in document.items()}

    def rows(self) -> list[tuple[str, str]]:
        """What there is to show, as names and values."""
        shown = {name: value for name, value in self.document().items() if value not in (None, [])}
        return [(name.replace("_", " "), _text(value)) for name, value in shown.items()]


def status(aws: "Aws") -> Status:
    """The state of the stage."""
    aws = of_live(aws)
    snapshot = snapshots.take(aws)
    actual = observe(snapshot, aws.target)
    found = actual.found
    running = snapshot.running
    live = running.live if "function" in found else None
    record = live.record if live else None
    ready = running.held.allocations.get(live.number) if live else None
    door = serving(found, aws.target.stage)
    own = str(door.url) if door else None
    addresses = urls(found, own, aws.target.stage)
    former = former_urls(found, aws.target.stage)
    rules = [each.resource for each in found.values() if isinstance(each.resource, Rule)]
    pinging = [rule for rule in rules if rule.enabled]
    return Status(
        stage=aws.target.stage.name,
        function=aws.target.names.function,
        version=live.number if live else None,
        url=next(iter(addresses), None),
        further_urls=addresses[1:],
        former_urls=tuple(each for each in former if each != own),
        state=_state(snapshot, live, ours="function" in found),
        account=aws.place.account,
        region=aws.place.region,
        commit=record.commit if record else None,
        by=record.by if record else None,
        at=record.at if record else None,
        runtime=live.configuration.get("Runtime") if live else None,
        memory_size=live.configuration.get("MemorySize") if live else None,
        earlier=tuple(version.number for version in running.earlier) if live else (),
        keep_warm=pinging[0].schedule if pinging else None,
        kept_warm=sum(rule.instances for rule in pinging) or None,
        provisioned_concurrency=str(ready) if ready else None,
        foreign=actual.foreign,
    )


def _state(snapshot: Snapshot, live: Version | None, *, ours: bool) -> str:
    if not ours or snapshot.running.latest is None:
        return "not deployed"
    if live is None:
        return "no release yet"
    state = live.configuration.get("State", "Active")
    return "live" if state == "Active" else state


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
