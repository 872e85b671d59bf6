"""A snapshot of AWS -> what the plan compares with. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..aws import concurrency, provisioned_concurrency, repository
from ..aws import function as functions
from ..aws import version as versions
from ..aws.snapshot import Running, Snapshot
from ..aws.version import Version
from ..plan.actual import Actual, Found
from ..plan.adoption import REMARK
from ..plan.prune import Published
from ..resources.alias import Alias
from ..resources.base import Resource
from ..resources.description import short
from ..resources.function_url import FunctionUrl
from ..resources.history import History
from ..resources.http_api import HttpApi
from ..resources.image import Image
from ..resources.layer import Layer
from ..resources.published_image import PublishedImage
from ..resources.published_layer import PublishedLayer
from ..resources.published_version import PublishedVersion
from ..resources.release import DIVIDED, UNDIVIDED, Release
from ..resources.repository import Repository
from ..resources.rest_api import RestApi
from ..resources.role import Role
from ..resources.switch import Former, Switch, Traffic
from ..resources.tags import are_ours
from ..resources.target import Target
from .drift import beside, remarks
from .strangers import strangers

if TYPE_CHECKING:
    from ..bundle import Bundle


def observe(
    snapshot: Snapshot,
    target: Target,
    bundle: "Bundle | None" = None,
    adopt: Collection[str] = (),
) -> Actual:
    """What ``snapshot`` shows, by key; ``bundle`` tells which code and layer are meant, ``adopt``
    holds keys of what is taken for ours."""
    listed = dict(_found(snapshot, target, bundle))
    foreign = {key: found for key, found in listed.items() if not is_ours(found, target)}
    adopted = [foreign.pop(key) for key in adopt if key in foreign]
    ours = {key: found for key, found in listed.items() if is_ours(found, target)}
    ours |= dict(map(_adopted, adopted))
    if "function" in foreign:  # then nothing on it is ours either
        ours = {key: found for key, found in ours.items() if not _on_function(found.resource)}
    return Actual(
        found=ours,
        strangers=tuple(strangers(foreign, ours, snapshot, target)),
        versions=tuple(version.spec({}) for version in _versions(snapshot)),
    )


def on_aws(snapshot: Snapshot, target: Target) -> dict[str, int]:
    """Our images or layer versions: bytes by the digest, as short as tags and descriptions have
    it. Those of a layer are unzipped."""
    if target.stage.package == "image":
        return {image.tag: image.size for image in snapshot.images}
    records = (each.record for each in snapshot.layers if each.belongs_to(target.stage))
    return {record.digest: record.unzipped for record in records if record}


def published(snapshot: Snapshot, target: Target, bundle: "Bundle") -> Published:
    """What is published under our names, as the plan decides what goes."""
    running, name = snapshot.running, target.names.function
    codes = _codes(snapshot, bundle)
    return Published(
        tuple(PublishedVersion(name, each.number, each.spec(codes)) for each in running.versions),
        tuple(
            PublishedLayer(each.name, each.number, each.arn)
            for each in reversed(snapshot.layers)
            if each.belongs_to(target.stage)
        ),
        running.alias.history if running.alias else History(),
        pointed=frozenset(
            version
            for alias in running.aliases
            if alias != running.alias
            for version in (alias.version, *alias.others)
        ),
        images=tuple(
            PublishedImage(target.names.repository, each.tag, each.digest)
            for each in snapshot.images
            if target.stage.package == "image"  # else all go with the repository
        ),
        role=_spare_role(snapshot, target),
    )


def _spare_role(snapshot: Snapshot, target: Target) -> Found | None:
    """The role that lift made, of a stage that has one of its own by now."""
    roles = (f for f in snapshot.around if isinstance(f.resource, Role) and is_ours(f, target))
    return next(roles, None) if target.stage.role_arn else None


def is_ours(found: Found, target: Target) -> bool:
    """Whether its tags say so; what cannot be tagged belongs to something that is."""
    tags = getattr(found.resource, "tags", None)
    stage = target.stage
    return tags is None or are_ours(tags, stage.project, stage.name)


def is_our_function(running: Running, target: Target) -> bool:
    """Whether there is a function, and its tags say that it is ours."""
    stage = target.stage
    return running.latest is not None and are_ours(running.latest.tags, stage.project, stage.name)


def switch(actual: Actual) -> Switch | None:
    """Whether there is still a function of the other package, and where visitors go."""
    if "former" not in actual.found:
        return None
    traffic = actual.found.get("traffic")
    leads_to = (
        traffic.resource.target if traffic and isinstance(traffic.resource, Traffic) else None
    )
    return Switch(leads_to)


def _versions(snapshot: Snapshot) -> Iterator[Version]:
    yield from snapshot.running.versions
    yield from snapshot.former.versions


def _codes(snapshot: Snapshot, bundle: "Bundle | None") -> dict[str, str]:
    """CodeSha256 -> digest of the sources, for all that versions, images and bundle know."""
    known = versions.codes(snapshot.running.versions)
    known |= {image.sha256: image.tag for image in snapshot.images}
    if bundle is not None:
        known[bundle.code.sha256] = short(bundle.code.digest)
    return known


def _adopted(found: Found) -> tuple[str, Found]:
    """A stranger as one of ours; an API is then no further one beside ours."""
    resource = found.resource
    if isinstance(resource, HttpApi | RestApi):
        resource = replace(resource, further=False)
    return resource.key, replace(found, resource=resource, remarks=(*found.remarks, REMARK))


def _found(
    snapshot: Snapshot, target: Target, bundle: "Bundle | None"
) -> Iterator[tuple[str, Found]]:
    running = snapshot.running
    url = (running.url,) if running.url else ()
    for found in (*snapshot.around, *_built(snapshot, target, bundle), *url, *running.permissions):
        yield found.resource.key, found
    yield from _function(running, target, _codes(snapshot, bundle))
    yield from _former(snapshot, target)


def _built(snapshot: Snapshot, target: Target, bundle: "Bundle | None") -> Iterator[Found]:
    """What ``bundle`` is made of, as far as it is there."""
    if bundle and bundle.image and (image := _image(snapshot, target, bundle.image.digest)):
        yield image
    if bundle and bundle.layer and (layer := _layer(snapshot, target, bundle.layer.digest)):
        yield layer


def _layer(snapshot: Snapshot, target: Target, digest: str) -> Found | None:
    """The newest version of the layer with this digest."""
    for version in snapshot.layers:
        if not version.belongs_to(target.stage) or version.record is None:
            continue
        if version.record.digest == short(digest):
            stage = target.stage
            layer = Layer(
                version.name, short(digest), version.record, stage.runtime, stage.architecture
            )
            return Found(layer, {"arn": version.arn})
    return None


def _image(snapshot: Snapshot, target: Target, digest: str) -> Found | None:
    kept_in = next((f for f in snapshot.around if isinstance(f.resource, Repository)), None)
    stored = next((each for each in snapshot.images if each.tag == short(digest)), None)
    if kept_in is None or stored is None:
        return None
    image = Image(target.names.repository, stored.tag)
    return Found(image, repository.attributes(kept_in.attributes["uri"], stored))


def _former(snapshot: Snapshot, target: Target) -> Iterator[tuple[str, Found]]:
    """The function of the other package, if it is ours, and where the HTTP API leads."""
    former, stage = snapshot.former, target.stage
    if former.latest is None or not are_ours(former.latest.tags, stage.project, stage.name):
        return
    url = former.url.attributes if former.url else {}
    yield "former", Found(Former(target.names.other_function, url=bool(url)), url)
    for found in snapshot.around:
        if isinstance(api := found.resource, HttpApi) and not api.further:
            traffic = Traffic(api.name, api.target, api.identifier)
            yield "traffic", Found(traffic, found.attributes)


def _function(
    running: Running, target: Target, codes: dict[str, str]
) -> Iterator[tuple[str, Found]]:
    if running.latest is None:
        return
    function = functions.as_found(running.latest, codes)
    yield "function", replace(function, beside=tuple(beside(running, target.stage)))
    wanted = target.stage.reserved_concurrency is not None
    if reserved := concurrency.found(running.latest, target.names.function, wanted=wanted):
        yield reserved.resource.key, reserved
    if running.alias is None:
        return
    name = target.names.function
    wanted = target.stage.provisioned_concurrency is not None
    if ready := provisioned_concurrency.found(
        running.held, running.latest, running.alias.version, wanted=wanted
    ):
        yield ready.resource.key, ready
    yield "alias", Found(Alias(name), {"arn": running.alias.arn}, beside=running.beside_alias)
    release = Release(
        name,
        live=running.live.spec(codes) if running.live else None,
        latest=functions.spec_of(running.latest, codes),
        traffic=DIVIDED if running.alias.weighted else UNDIVIDED,
        version=running.alias.version,
    )
    known = {"version": running.alias.version}
    yield "release", Found(release, known, remarks=tuple(remarks(running, codes)))


def _on_function(resource: Resource) -> bool:
    return resource.on_function or isinstance(resource, FunctionUrl)
