"""``lift``: the options before the command, the commands, and the one place that catches errors."""

import importlib
import sys
import traceback
from pathlib import Path

from ..errors import LiftError
from ..stop import STOP
from ..suggest import nearest
from ..ui import Console

try:
    import click
except ModuleNotFoundError:
    sys.exit(
        "error: the command line needs more than the adapter\nhint: pip install 'lift-lambda[cli]'"
    )

from .context import Context

# In the order of `lift --help`. Each is a module beside this one that holds `command`; it is
# imported when it is asked for, so that no command waits for another's libraries.
COMMANDS = (
    "deploy",
    "update",
    "plan",
    "check",
    "status",
    "releases",
    "tail",
    "invoke",
    "manage",
    "rollback",
    "undeploy",
    "package",
    "doctor",
    "settings",
    "policy",
    "sandbox",
)


class Commands(click.Group):
    """Finds commands by name, and only then imports them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"lift.deployer.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            close = nearest(args[0], COMMANDS)
            meant = f', did you mean "{close}"?' if close else ""
            raise click.UsageError(f'there is no command "{args[0]}"{meant}', ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The settings file; by default the nearest lift_settings.json upwards.",
)
@click.option("--profile", metavar="P", help="The AWS profile; wins over the settings.")
@click.option("--region", metavar="R", help="The AWS region; wins over the settings.")
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON document on stdout.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Show tracebacks, and what is otherwise summed up."
)
@click.version_option(package_name="lift-lambda", prog_name="lift", message="%(prog)s %(version)s")
@click.pass_context
def lift(
    ctx: click.Context,
    settings_file: Path | None,
    profile: str | None,
    region: str | None,
    as_json: bool,
    verbose: bool,
) -> None:
    """Put an existing Python web application on AWS Lambda, unchanged."""
    ctx.obj = Context(Console(), settings_file, profile, region, as_json, verbose)


def main(arguments: list[str] | None = None) -> None:
    """Run ``lift`` with ``arguments`` (``sys.argv`` by default) and exit.

    Exit codes: 0 done, 1 failed, 2 usage or settings, 130 interrupted (143 by SIGTERM); ``lift
    manage`` passes the exit code of the command that it ran.
    """
    with STOP.listening():
        code = _run(sys.argv[1:] if arguments is None else arguments)
    sys.exit(code if isinstance(code, int) else 0)


def _run(arguments: list[str]) -> object:
    """The exit code, or what the command returned."""
    console = Console()
    code: object
    try:
        code = lift.main(arguments, prog_name="lift", standalone_mode=False)
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.ClickException as error:
        console.error(_usage(error))
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        console.note("interrupted")
        code = STOP.exit_code
    except LiftError as error:
        _traceback(arguments)
        console.error(error)
        code = error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader (`| head`) has gone: that is no error
        code = 0
    except Exception as error:  # noqa: BLE001 - the last net: a bug of ours, told in one line
        _traceback(arguments)
        console.error(
            LiftError(
                f"a mistake in lift itself: {type(error).__name__}: {error}",
                hint="run it again with -v (lift -v …) and report what it prints",
            )
        )
        code = 1
    return code


def _usage(error: click.ClickException) -> LiftError:
    message = error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchOption) and error.option_name in _before_the_command():
        return LiftError(message, hint=f"it goes before the command: lift {error.option_name} …")
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return LiftError(message, hint=f"{error.ctx.command_path} --help says what there is")
    return LiftError(message)


def _before_the_command() -> set[str]:
    return {name for option in lift.params for name in option.opts}


def _traceback(arguments: list[str]) -> None:
    if "-v" in arguments or "--verbose" in arguments:
        traceback.print_exc()
