"""What ``lift deploy``, ``lift update`` and ``lift plan`` share: commit, bundle, engine, result."""

import os
from typing import TYPE_CHECKING

from .context import Context

if TYPE_CHECKING:
    from ..clock import Clock
    from ..engine.options import Options
    from ..engine.preview import Preview


def run(
    context: Context,
    name: str | None,
    commit: str | None,
    options: "Options",
    clock: "Clock",
) -> None:
    """Deploy the stage called ``name`` and show what it came to."""
    from dataclasses import replace

    from ..aws.session import connect
    from ..commit import NONE, find
    from ..engine.building import building
    from ..engine.deploy import deploy
    from ..show.times import shown

    stage = context.stage(name)
    found = find(commit, os.environ, stage.root)
    if found == NONE:
        context.ui.note("no commit is known; say which with --commit")
    aws = connect(stage, context.ui, clock=clock)
    with building(aws, context.ui) as build:
        done = deploy(
            aws, build, replace(options, commit=found, answered=context.answered), context.ui
        )
    if context.json:
        context.ui.data(done.document())
    else:
        for url in done.further_urls:
            context.ui.step(f"also at {url}")
        for line in shown(done.times, whole=context.verbose):
            context.ui.step(line)
        context.ui.step(f"version {done.version} of {done.function}, {done.seconds:g} s")
        context.ui.text(done.url or f"{done.function}, without a front door")


def preview(context: Context, name: str | None, options: "Options") -> "Preview":
    """Show what deploying the stage called ``name`` would change."""
    from ..aws.session import connect
    from ..engine.building import building
    from ..engine.preview import preview
    from ..show.plan import shown

    aws = connect(context.stage(name), context.ui)
    with building(aws, context.ui) as build:
        found = preview(aws, build, options, context.ui)
    if context.json:
        context.ui.data(found.document())
    else:
        context.ui.text(shown(found, whole=context.verbose))
    return found
