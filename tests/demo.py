"""``make demo``: both examples on an embedded AWS, put there by the real command line, and used.

It starts ``lift sandbox``, runs ``lift deploy`` in both examples' folders, then visits their pages
as a browser would and prints what came. At a terminal it goes on serving until Ctrl-C. The exit
code is 0, or 1 when something was not as it should be. It touches no AWS account.
"""

import json
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import click

from lift.deployer.errors import LiftError
from lift.deployer.run import run
from lift.deployer.ui import Console

from .browser import Browser, Visit
from .example import DJANGO, FASTAPI, OWN, runnable
from .lift_process import LIFT, SandboxProcess, show
from .reports import Reports
from .visits import visit_django, visit_fastapi

INTERRUPTED = 130  # 128 + SIGINT, as shells have it


@dataclass(frozen=True)
class Site:
    """A deployed example."""

    folder: Path
    function: str
    url: str


def demo(port: int, console: Console) -> int:
    """Everything from the sandbox's start to its end; the exit code."""
    with (
        left_as_it_was(DJANGO / "staticfiles"),
        TemporaryDirectory(prefix="lift-demo-") as folder,
        SandboxProcess(port) as sandbox,
    ):
        console.text(f"$ lift sandbox\nAn embedded AWS listens on {sandbox.endpoint}")
        django = deploy(runnable(DJANGO, Path(folder)), sandbox.environment, console)
        fastapi = deploy(runnable(FASTAPI, Path(folder)), sandbox.environment, console)
        visits: list[Visit] = []
        console.text("\nVisiting both sites as a browser would")
        with browser(django, sandbox, visits) as guest:
            visit_django(guest, *demo_user())
        with browser(fastapi, sandbox, visits) as guest:
            visit_fastapi(guest)
        right = report(visits, console)
        if sys.stdout.isatty():
            serve(django.url, fastapi.url, sandbox.endpoint, console)
    return 0 if right else 1


@contextmanager
def left_as_it_was(folder: Path) -> Iterator[None]:
    """Remove ``folder`` at the end, unless it was there before: collectstatic makes it."""
    there = folder.exists()
    try:
        yield
    finally:
        if not there:
            shutil.rmtree(folder, ignore_errors=True)


def deploy(folder: Path, environment: Mapping[str, str], console: Console) -> Site:
    """Deploy the example in ``folder`` as its README says, and ask where it is."""
    console.text(f"\n$ cd {folder.name} && lift deploy")
    if folder not in (DJANGO, FASTAPI):
        console.note(f"the runtime's Python is not on this machine: python{OWN} takes its place")
    begin = time.monotonic()
    if code := show([LIFT, "deploy", "--yes"], environment, folder):
        raise LiftError(f"lift deploy in {folder.name} ended with exit code {code}")
    console.text(f"(took {time.monotonic() - begin:.1f} s)")
    told = json.loads(run([LIFT, "--json", "status"], cwd=folder, environment=environment).stdout)
    return Site(folder, told["function"], told["url"])


def browser(site: Site, sandbox: SandboxProcess, visits: list[Visit]) -> Browser:
    return Browser(site.url, Reports(sandbox.environment, site.function), visits)


def demo_user() -> tuple[str, str]:
    """The name and password that the Django example's settings give to its demo user."""
    settings = json.loads((DJANGO / "lift_settings.json").read_text(encoding="utf-8"))
    variables = settings["production"]["environment_variables"]
    return variables["DEMO_USER"], variables["DEMO_PASSWORD"]


def report(visits: list[Visit], console: Console) -> bool:
    """Show every visit; whether all were right."""
    console.text("")
    rows = [
        (
            "wrong" if visit.problem else "ok",
            visit.what,
            visit.request,
            str(visit.status),
            f"{visit.seconds * 1000:.0f} ms",
            visit.start,
        )
        for visit in visits
    ]
    console.table(("", "page", "request", "status", "time", "start"), rows)
    wrong = [visit for visit in visits if visit.problem]
    for visit in wrong:
        console.text(f"\n{visit.what}, {visit.request}: {visit.problem}")
    console.text(f"\n{len(visits) - len(wrong)} of {len(visits)} pages were as they should be")
    return not wrong


def serve(django: str, fastapi: str, endpoint: str, console: Console) -> None:
    """Keep the sandbox up for whoever sits at the terminal, until Ctrl-C."""
    user, password = demo_user()
    console.text(
        f"""
Both go on being served. Look at

  {django}/          the guest book: log in as {user} with {password}
  {django}/admin/    its admin
  {fastapi}/          the picture album
  {fastapi}/docs      its API, to be tried out

and work on them from another terminal, in example_django or example_fastapi:

  export AWS_ENDPOINT_URL={endpoint} AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox
  {LIFT} tail

Ctrl-C ends it."""
    )
    try:
        signal.pause()
    except KeyboardInterrupt:
        console.text("\nStopping")


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """A request to end is a Ctrl-C: everything that runs is ended, and nothing is left."""
    raise KeyboardInterrupt


@click.command(help=__doc__)
@click.option("--port", default=0, metavar="N", help="The sandbox's port; by default a free one.")
def main(port: int) -> None:
    console = Console()
    signal.signal(signal.SIGTERM, interrupt)
    try:
        code = demo(port, console)
    except LiftError as error:
        console.error(error)
        code = error.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
