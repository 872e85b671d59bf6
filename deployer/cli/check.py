"""``lift check``: does the function reach its databases, caches and other hosts?"""

import click

from .context import Context


@click.command("check", short_help="Show whether the function reaches its hosts.")
@click.argument("stage", required=False)
@click.option(
    "--ignore", multiple=True, metavar="NAME", help="Leave this environment variable out."
)
@click.pass_context
def command(ctx: click.Context, stage: str | None, ignore: tuple[str, ...]) -> None:
    """Show whether STAGE's function reaches the hosts that its environment variables name.

    Nothing is changed and no packet is sent: security groups, network ACLs and routes are read, and
    judged one by one, each with the AWS CLI line that would mend it. The exit code is 1 when
    something is unreachable. With -v (lift -v check) also the rules that are as they should be.
    """
    from ..aws.session import connect
    from ..engine.check import check
    from ..show.check import shown

    context: Context = ctx.obj
    report = check(connect(context.stage(stage), context.ui), ignore=ignore)
    if context.json:
        context.ui.data(report.document())
    else:
        context.ui.text(shown(report, whole=context.verbose))
    if not report.well:
        ctx.exit(1)
