"""A release, atomic and gated: from ``$LATEST`` to a version that has the traffic.

    code and configuration -> publish -> gate (gate.py) -> ready (readiness.py) -> move the alias

What runs stays untouched until the last call. Every call carries the revision that was read, so
that two deployments at the same moment cannot mix. Run again after any failure it goes on: what
is there is compared, not repeated; a version that was published is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..aws import alias as aliases
from ..aws import function as functions
from ..aws import layer, version
from ..aws.alias import AliasState
from ..aws.function import Latest
from ..aws.version import Version
from ..errors import AwsError, ReleaseFailed
from ..plan.parts import Part, parts
from ..plan.reuse import reusable
from ..resources.alias import LATEST, Alias
from ..resources.ref import Attributes, text
from ..resources.release import Release
from ..resources.spec import Spec, Upload
from . import gate, readiness

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class _Work:
    """What all of this needs: the function, what it is to be, and the versions there are."""

    aws: "Aws"
    name: str
    spec: Spec
    upload: Upload
    versions: tuple[Version, ...]

    @property
    def codes(self) -> Mapping[str, str]:
        """CodeSha256 -> digest of the sources."""
        return version.codes(self.versions) | {text(self.upload.sha256): self.spec.code}

    @property
    def specs(self) -> Mapping[str, Spec]:
        """What each version is, the oldest first."""
        return {each.number: each.spec(self.codes) for each in self.versions}


def release(aws: "Aws", wanted: Release, was: Release | None) -> Attributes:
    """Make ``wanted`` live; ``was`` is what the plan was made on. The version's number.

    Raises ``ReleaseFailed`` when the new version does not pass; the alias is where it was.
    """
    name = wanted.function
    if wanted.latest is None or wanted.upload is None or wanted.record is None:
        raise AssertionError("a release that is wanted says what it is made of")
    at = _alias(aws, name, was)
    work = _Work(aws, name, wanted.latest, wanted.upload, version.versions(aws, name))
    number = _reusable(work, at.version)
    latest = _converge(work, functions.settle(aws, name), label=number is None)
    if number is None:
        number = version.publish(aws, name, wanted.record, latest)
        aws.ui.step(f"published version {number}")
    elif number != at.version:
        aws.ui.step(f"version {number} was published before and is the same: it is used")
    if number != at.version or at.weighted:
        _pass(work, number, at, wanted)
        aliases.move(aws, Alias(name), at, number)
        aws.ui.step(f"version {number} is live")
        readiness.let_go(aws, number, wanted.provisioned)
    return {"version": number}


def _reusable(work: _Work, live: str) -> str | None:
    """The version that is what is wanted already. One that Lambda could not set up goes, else it
    would be what Lambda answers when the same is published again."""
    number = reusable(work.spec, work.specs, live)
    if number is None or number == live or not version.has_failed(work.aws, work.name, number):
        return number
    work.aws.ui.step(f"delete version {number}, which Lambda could not set up")
    version.delete(work.aws, work.name, number)
    return None


def _alias(aws: "Aws", name: str, was: Release | None) -> AliasState:
    """Where the alias is; refused when it moved since the plan was made."""
    state = aliases.read(aws, Alias(name))
    if state is None:
        raise AwsError(f"the alias of {name} went away", hint="run the same command again")
    if was and was.version != state.version:
        raise AwsError(
            f"somebody else made version {state.version} of {name} live in the meantime",
            hint="see `lift status`, then run the same command again",
        )
    return state


def _converge(work: _Work, latest: Latest, *, label: bool) -> Latest:
    """Make ``$LATEST`` what it should be, in an order that keeps within the size limit.

    ``label``: also in what it says of itself, since a new version is to be made of it.
    """
    is_now = functions.spec_of(latest, work.codes)
    stale = label and is_now.label != work.spec.label
    for part in _parts(work, latest, is_now, stale=stale):
        latest = _change(work, part, is_now, latest)
    return latest


def _parts(work: _Work, latest: Latest, is_now: Spec, *, stale: bool) -> tuple[Part, ...]:
    wanted, upload = work.spec, work.upload
    code = (wanted.code, wanted.architecture) != (is_now.code, is_now.architecture)
    same_code = replace(is_now, code=wanted.code, architecture=wanted.architecture)
    configuration = stale or wanted != same_code
    old: tuple[int | None, int | None] = (None, None)
    if code and configuration:
        same_layers = wanted.layers == is_now.layers
        old = (None, upload.layers) if same_layers else _old_sizes(work, latest, is_now)
    new = (upload.unzipped, upload.layers)
    return parts(code=code, configuration=configuration, old=old, new=new)


def _old_sizes(work: _Work, latest: Latest, is_now: Spec) -> tuple[int | None, int | None]:
    """Code and layers of ``$LATEST`` in bytes unzipped, as far as the descriptions tell."""
    records = [v.record for v in work.versions if v.sha256 == latest.sha256 and v.record]
    known = {
        v.arn: v.record.unzipped
        for v in layer.versions(work.aws, work.aws.target.names.layer)
        if v.record
    }
    sizes = [known.get(str(arn)) for arn in is_now.layers]
    layers = sum(size for size in sizes if size is not None) if None not in sizes else None
    return (records[-1].unzipped if records else None, layers)


def _change(work: _Work, part: Part, is_now: Spec, latest: Latest) -> Latest:
    match part:
        case "code":
            work.aws.ui.step("upload the code")
            return functions.update_code(work.aws, work.name, work.spec, work.upload, latest)
        case "configuration":
            work.aws.ui.step("set the configuration")
            return functions.update_configuration(work.aws, work.name, work.spec, latest)
        case "bare":
            bare = replace(is_now, layers=())
            return functions.update_configuration(work.aws, work.name, bare, latest)


def _pass(work: _Work, number: str, at: AliasState, wanted: Release) -> None:
    """The gate and what makes it ready; a failure says where the traffic is."""
    try:
        gate.check(work.aws, work.name, number, door=wanted.door, commands=wanted.commands)
        readiness.make_ready(work.aws, work.name, number, wanted.provisioned, live=at.version)
    except ReleaseFailed as failed:
        live = "nothing is live yet" if at.version == LATEST else f"version {at.version} is live"
        stays = f"{live}, version {number} stays without traffic; correct it and deploy again"
        failed.hint = f"{failed.hint}; {stays}" if failed.hint else stays
        raise
