"""Lambda layers: the dependencies, one version for each digest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ..errors import SettingsError
from ..resources.description import LayerRecord
from ..resources.layer import Layer
from ..resources.ref import Attributes
from ..settings.stage import Stage
from . import storage
from .absent import found, gone
from .errors import doing
from .once import made_once

if TYPE_CHECKING:
    from types_boto3_lambda.literals import ArchitectureType, RuntimeType

    from .session import Aws


@dataclass(frozen=True)
class LayerVersion:
    """One version of our layer's name: ``record`` says whose it is (None: not made by lift)."""

    name: str
    number: int
    arn: str
    record: LayerRecord | None

    def belongs_to(self, stage: Stage) -> bool:
        return self.record is not None and self.record.belongs_to(stage.project, stage.name)


def versions(aws: "Aws", name: str) -> Iterator[LayerVersion]:
    """Every version of the layer, newest first."""
    pages = aws.lambda_.get_paginator("list_layer_versions").paginate(LayerName=name)
    items = found(lambda: [item for page in pages for item in page["LayerVersions"]])
    for item in items or []:
        record = LayerRecord.parse(item.get("Description", ""))
        yield LayerVersion(name, item["Version"], item["LayerVersionArn"], record)


def check(aws: "Aws", arn: str, runtime: str, architecture: str) -> Iterator[str]:
    """A note when the version ``arn``, somebody else's, says that it is for other functions.

    Lambda takes it all the same. Raises ``SettingsError`` when there is none.
    """
    name, _, number = arn.rpartition(":")
    with doing(f"look at layer {arn}"):
        there = found(
            lambda: aws.lambda_.get_layer_version(LayerName=name, VersionNumber=int(number))
        )
    if there is None:
        raise SettingsError(
            f"layers: there is no {arn}", hint="see `aws lambda list-layer-versions`"
        )
    for wanted, said in (
        (runtime, there.get("CompatibleRuntimes")),
        (architecture, there.get("CompatibleArchitectures")),
    ):
        if said and wanted not in said:
            yield f"layer {arn} says that it is for {', '.join(said)}, not for {wanted}"


def create(aws: "Aws", layer: Layer) -> Attributes:
    """Publish, each digest once."""
    if layer.archive is None:
        raise AssertionError(f"{layer.title} has no archive")
    with storage.content(aws, layer.archive, layer.bucket) as content:
        return made_once(lambda: _publish(aws, layer, content), lambda: _published(aws, layer), aws)


def _publish(aws: "Aws", layer: Layer, content: storage.Content) -> Attributes:
    answer = aws.lambda_once.publish_layer_version(
        LayerName=layer.name,
        Description=str(layer.record),
        Content=content.for_layer(),
        CompatibleRuntimes=[cast("RuntimeType", layer.runtime)],
        CompatibleArchitectures=[cast("ArchitectureType", layer.architecture)],
    )
    return {"arn": answer["LayerVersionArn"]}


def _published(aws: "Aws", layer: Layer) -> Attributes | None:
    for version in versions(aws, layer.name):
        if version.record and str(version.record) == str(layer.record):
            return {"arn": version.arn}
    return None


def delete(aws: "Aws", name: str, version: int) -> None:
    gone(lambda: aws.lambda_.delete_layer_version(LayerName=name, VersionNumber=version))
