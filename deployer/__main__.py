"""``python -m lift.deployer`` is ``lift``."""

from .cli.main import main

main()
