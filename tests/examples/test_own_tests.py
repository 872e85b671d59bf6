"""The examples' own tests, run as their READMEs say, each from its own folder."""

import sys
from pathlib import Path

from lift.deployer.run import clean_environment, run

ROOT = Path(__file__).parents[2]


def test_the_django_example_passes_its_own_tests(tmp_path: Path) -> None:
    run(
        [sys.executable, "-W", "error", "manage.py", "test"],
        cwd=ROOT / "example_django",
        environment=clean_environment(TMPDIR=str(tmp_path)),
    )


def test_the_django_example_has_a_migration_for_every_change(tmp_path: Path) -> None:
    run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT / "example_django",
        environment=clean_environment(TMPDIR=str(tmp_path)),
    )


def test_the_django_example_passes_the_checks_for_a_deployment(tmp_path: Path) -> None:
    run(
        [sys.executable, "manage.py", "check", "--settings", "website.settings.production"],
        cwd=ROOT / "example_django",
        environment=clean_environment(TMPDIR=str(tmp_path), SECRET_KEY="for the check"),
    )


def test_the_fastapi_example_passes_its_own_tests(tmp_path: Path) -> None:
    pytest = ["-m", "pytest", "-c", "/dev/null", "--rootdir", ".", "-p", "no:cacheprovider"]
    run(
        [sys.executable, "-W", "error", *pytest],
        cwd=ROOT / "example_fastapi",
        environment=clean_environment(TMPDIR=str(tmp_path)),
    )
