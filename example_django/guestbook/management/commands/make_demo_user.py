"""Makes the user of the demo. Never run this for a site that the public can reach."""

import os
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = (
        "Make a superuser for the demo, or set its password again. Safe to run at every deploy. "
        "For demonstrations only: a password in settings is not a secret."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default=os.environ.get("DEMO_USER", "demo"))
        parser.add_argument("--password", default=os.environ.get("DEMO_PASSWORD"))

    def handle(self, *, username: str, password: str | None, **_: Any) -> None:
        if not password:
            raise CommandError("no password: give --password, or set DEMO_PASSWORD")
        user, made = get_user_model().objects.get_or_create(username=username)
        user.is_staff = user.is_superuser = True
        if not user.check_password(password):
            user.set_password(password)
        user.save()
        self.stdout.write(f"user {username} {'made' if made else 'is there'}")
