"""Stages that are on AWS and not in the settings (any more): found by their project's tags."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..aws.deployments import Deployment, deployments
from ..aws.session import connect
from ..errors import UsageError
from ..settings.stage import Stage
from ..suggest import did_you_mean
from ..ui import Ui
from .deletions import listing
from .strays import sort_out


def find(name: str | None, bare: Stage, stages: Sequence[Stage], ui: Ui) -> list[Stage]:
    """Those of the project of ``bare``, without a ``name`` all that ``stages`` do not have.

    ``stages`` are those of the settings, and are looked for where these are; ``bare`` stands for
    any stage, and says where to look when there are no settings. A stage of which nothing with tags
    is left is found by its ``name``. Raises ``UsageError`` when there is none.
    """
    project = bare.project
    for stage in stages:
        if (stage.project, stage.name) == (project, name):
            return [stage]
    found: list[Deployment] = []
    former: list[Stage] = []
    places = _places(bare, stages)
    for place in places:
        aws = connect(place, ui)
        here = deployments(aws)
        strays = sort_out(here, stages, aws.place.region)
        named = {each.stage for each in strays.all if each.project == project}
        if name is not None:
            named &= {name}
        former += [replace(place, name=each) for each in sorted(named)]
        found += here
    return former or _untagged(name, places, ui) or _none(project, name, found)


def _places(bare: Stage, stages: Sequence[Stage]) -> list[Stage]:
    """A stand-in for each account and region."""
    where = dict.fromkeys((each.aws_region, each.profile_name) for each in stages or [bare])
    return [replace(bare, aws_region=region, profile_name=profile) for region, profile in where]


def _untagged(name: str | None, places: Iterable[Stage], ui: Ui) -> list[Stage]:
    """What an earlier run left is found by its name: roles, for example, show no tags."""
    if name is None:
        return []
    stages = (replace(place, name=name) for place in places)
    return [each for each in stages if listing(connect(each, ui), keep_logs=False).deletions]


def _none(project: str, name: str | None, found: Iterable[Deployment]) -> list[Stage]:
    stages = {each.stage for each in found if each.project == project}
    projects = {each.project for each in found}
    if stages and name is None:
        raise UsageError(
            f'all stages of project "{project}" are in the settings: {", ".join(sorted(stages))}',
            hint="`lift undeploy STAGE` takes one down, `lift undeploy --all` all of them",
        )
    if stages and name is not None:
        message, wrong, known = f'project "{project}" has no stage "{name}"', name, stages
    else:
        message, wrong, known = f'there is no project "{project}"', project, projects
    hint = did_you_mean(wrong, known) if known else "look elsewhere with --region or --profile"
    raise UsageError(f"{message} in this account and region", hint=hint)
