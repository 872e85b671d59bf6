"""``lift policy``: which rights on AWS somebody needs who deploys."""

import click

from ..errors import UsageError
from .context import Context


@click.group("policy", short_help="Print the rights that deploying needs.")
def command() -> None:
    """Rights on AWS."""


@command.command()
@click.argument("stage", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "cloudformation", "terraform"]),
    default="json",
    show_default=True,
    help="The policy alone, or a role with it.",
)
@click.option(
    "--trust",
    metavar="WHO",
    help="Who takes on the role: github:OWNER/REPOSITORY or gitlab:GROUP/PROJECT, with :BRANCH "
    "after it for one branch only.",
)
@click.pass_obj
def deployer(context: Context, stage: str | None, form: str, trust: str | None) -> None:
    """Print the least policy under which every lift command works for STAGE.

    It follows from the settings and holds for this account, region and stage only; print it again
    when the settings name more. With --format cloudformation or terraform, a role that the runs of
    a repository take on by their OIDC token, without any stored key. Asks AWS only who is calling.
    """
    from ..aws.session import connect
    from ..policy import deployer as deployers
    from ..policy import role
    from ..policy.trust import Trust

    if (form == "json") != (trust is None):
        raise UsageError(
            "--trust says who takes on a role, and --format which role that is",
            hint="give both (--format cloudformation --trust github:OWNER/REPOSITORY), or neither",
        )
    who = Trust.parse(trust) if trust else None
    target = connect(context.stage(stage), context.ui).target
    if who is None:
        context.ui.data(deployers(target))
    elif form == "terraform":
        context.ui.text(role.terraform(target, who))
    else:
        context.ui.data(role.cloudformation(target, who))
