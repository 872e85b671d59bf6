"""What ``lift deploy``, ``lift update`` and ``lift plan`` share: commit, bundle, engine, result."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .context import Context

if TYPE_CHECKING:
    from ..aws.session import Aws
    from ..bundle import Bundle
    from ..clock import Clock
    from ..options import Options
    from ..prepare import Build, OnAws
    from ..preview import Preview
    from ..settings import Stage


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
    from ..deploy import deploy
    from ..show.times import shown

    stage = context.stage(name)
    found = find(commit, os.environ, stage.root)
    if found == NONE:
        context.ui.note("no commit is known; say which with --commit")
    aws = connect(stage, context.ui, clock=clock)
    with building(context, aws) as build:
        done = deploy(
            aws, build, replace(options, commit=found, answered=context.answered), context.ui
        )
    if context.json:
        context.ui.data(done.document())
    else:
        for line in shown(done.times, whole=context.verbose):
            context.ui.step(line)
        context.ui.step(f"version {done.version} of {done.function}, {done.seconds:g} s")
        context.ui.text(done.url or f"{done.function}, without a front door")


def preview(context: Context, name: str | None, options: "Options") -> "Preview":
    """Show what deploying the stage called ``name`` would change."""
    from ..aws.session import connect
    from ..preview import preview
    from ..show.plan import shown

    aws = connect(context.stage(name), context.ui)
    with building(context, aws) as build:
        found = preview(aws, build, options, context.ui)
    if context.json:
        context.ui.data(found.document())
    else:
        context.ui.text(shown(found, whole=context.verbose))
    return found


@contextmanager
def building(context: Context, aws: "Aws") -> Iterator["Build"]:
    """What builds the bundle, into a folder that goes again; refuses what AWS would."""
    from concurrent.futures import ThreadPoolExecutor
    from tempfile import TemporaryDirectory

    from .. import bundle
    from ..aws import account

    with TemporaryDirectory(prefix="lift-") as folder, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(account.limits, aws)  # beside all else that is read

        def build(stage: "Stage", published: "OnAws") -> "Bundle":
            limits, output, ui = asked.result(), Path(folder), context.ui
            if limits is None:
                return bundle.build(stage, output, ui, published=published)
            built = bundle.build(stage, output, ui, limit=limits.unzipped, published=published)
            if built.image is None:
                limits.check_storage(built.code.size + (built.layer.size if built.layer else 0))
            return built

        yield build
