"""``lift package``: make the zips or the image that a deployment would upload, and no more."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .context import Context

if TYPE_CHECKING:
    from ..bundle import Archive, Bundle


@click.command("package")
@click.argument("stage", required=False)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    metavar="DIR",
    help="Where code.zip and layer.zip go; the folder is made.",
)
@click.option("--explain", is_flag=True, help="Show what is in them, and why.")
@click.pass_obj
def command(context: Context, stage: str | None, output: Path, explain: bool) -> None:
    """Build the code zip and the dependency layer, or the image, as they would go up."""
    from ..bundle import build, explanation, explanation_text
    from ..doctor import budgets

    started = time.monotonic()
    loaded = context.stage(stage)
    bundle = build(loaded, output.absolute(), context.ui)
    seconds = round(time.monotonic() - started, 2)
    budgets.check(loaded, bundle, context.ui)
    explained = explanation.explain(loaded, bundle, context.ui) if explain else None
    if context.json:
        more = {"explanation": explained.document()} if explained else {}
        context.ui.data(_document(loaded.name, bundle, seconds) | more)
    else:
        _show(context, bundle, seconds)
        if explained:
            context.ui.text("\n".join(["", *explanation_text.lines(explained)]))


def _document(stage: str, bundle: "Bundle", seconds: float) -> dict[str, object]:
    return {
        "stage": stage,
        "handler": bundle.handler,
        "environment": dict(bundle.environment),
        "code": _describe(bundle.code),
        "layer": _describe(bundle.layer) if bundle.layer else None,
        **({"image": vars(bundle.image)} if bundle.image else {}),
        "seconds": seconds,
    }


def _describe(archive: "Archive") -> dict[str, object]:
    sizes = {"size": archive.size, "unzipped": archive.unzipped}
    return {"path": str(archive.path), **sizes, "sha256": archive.sha256}


def _show(context: Context, bundle: "Bundle", seconds: float) -> None:
    from ..bundle import megabytes

    if bundle.image:
        context.ui.text(f"{bundle.image.name}, {megabytes(bundle.image.unzipped)}")
        return
    context.ui.table(
        ("zip", "size", "unzipped", "digest"),
        [
            (str(each.path), megabytes(each.size), megabytes(each.unzipped), each.digest[:12])
            for each in bundle.archives
        ],
    )
    context.ui.step(f"the handler is {bundle.handler}; {seconds:.1f} s")
