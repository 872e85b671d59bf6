"""``python -m tests.fuzz [--events N] [--seed S]``: broken events until one is not met rightly.

The same seed makes the same events. It prints how events ended, and exits with 1 at a failure,
whose event it prints, as short as it still fails.
"""

import json
import sys
import time
import traceback

import click

from .campaign import Campaign
from .reducing import reduced


@click.command()
@click.option("--events", default=1_000_000, show_default=True, help="How many events.")
@click.option("--seed", default=1, show_default=True, help="Which events.")
def main(events: int, seed: int) -> None:
    """Send broken events through the adapter, with a WSGI and an ASGI application."""
    campaign = Campaign(seed)
    start = time.perf_counter()
    campaign.run(events)
    seconds = time.perf_counter() - start
    total = campaign.ends.total()
    click.echo(f"seed {seed}: {total} calls in {seconds:.1f} s, {total / seconds:.0f} a second")
    for end, count in campaign.ends.most_common():
        click.echo(f"{count:10}  {end}")
    if campaign.failure:
        traceback.print_exception(campaign.failure.error)
        click.echo(json.dumps(reduced(campaign.failure), indent=2))
        sys.exit(1)


if __name__ == "__main__":
    main()
