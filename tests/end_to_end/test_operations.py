"""What an owner asks and tells a deployed application."""

import json
import uuid

from .site import Site


def test_status_tells_the_version_and_the_address(django_site: Site) -> None:
    said = django_site.json("status")
    assert said["stage"] == "production"
    assert said["function"] == "example-django-production"
    assert said["url"].startswith("http://127.0.0.1:")
    assert said["url"] in django_site.run("status").stdout


def test_manage_prints_what_the_command_prints(django_site: Site) -> None:
    said = django_site.run("manage", "production", "showmigrations", "guestbook")
    assert "[X] 0001_initial" in said.stdout


def test_manage_passes_the_exit_code_on(django_site: Site) -> None:
    said = django_site.run("manage", "production", "make_demo_user", "--password", "", check=False)
    assert said.returncode == 1
    assert "no password" in said.stdout + said.stderr


def test_manage_works_on_the_database_that_the_pages_show(django_site: Site) -> None:
    words = f"from the shell {uuid.uuid4().hex}"
    code = f"from guestbook.models import Entry; Entry.objects.create(name='Me', message='{words}')"
    django_site.run("manage", "production", "shell", "-c", code)
    with django_site.client() as client:
        assert words in client.get("/").text


def test_tail_shows_what_was_printed_and_the_report(fastapi_site: Site) -> None:
    with fastapi_site.client() as client:
        client.get("/")
    said = fastapi_site.run("tail", "--no-follow").stdout
    assert "lifespan: start 1" in said
    assert "REPORT RequestId" in said


def test_a_keep_warm_event_leaves_the_application_alone(fastapi_site: Site) -> None:
    with fastapi_site.client() as client:
        before = client.get("/api/environment").json()
        fastapi_site.run("invoke", "production", json.dumps({"lift": "keep-warm"}))
        after = client.get("/api/environment").json()
    if after["name"] == before["name"]:
        assert after["requests"] == before["requests"] + 1


def test_the_admin_has_the_styles_of_the_django_that_runs(django_site: Site) -> None:
    file = "django/contrib/admin/static/admin/css/dashboard.css"
    code = (
        "import django, hashlib, pathlib; "
        f"file = pathlib.Path(django.__file__).parents[1] / '{file}'; "
        "print('fingerprint', hashlib.md5(file.read_bytes()).hexdigest()[:12])"
    )
    said = django_site.run("manage", "production", "shell", "-c", code).stdout
    fingerprint = said.partition("fingerprint ")[2].strip()
    with django_site.client() as client:
        assert client.get(f"/static/admin/css/dashboard.{fingerprint}.css").status_code == 200
