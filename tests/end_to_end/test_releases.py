"""New versions, and the way back."""

from collections.abc import Iterator

import pytest

from ..example import DJANGO, FASTAPI
from ..lift_process import SandboxProcess
from .site import Site, copy_of

APP = "album/app.py"
PAGE = "album/templates/start.html"


@pytest.fixture(scope="module")
def album(sandbox: SandboxProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("copies") / "album"
    with copy_of(FASTAPI, folder, sandbox, "album") as site:
        site.run("deploy", "--yes")
        yield site


@pytest.fixture(scope="module")
def book(sandbox: SandboxProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with copy_of(DJANGO, tmp_path_factory.mktemp("copies") / "book", sandbox, "book") as site:
        site.set(before_switch=["migrate --noinput"])
        site.run("deploy", "--yes")
        yield site


def front_page(site: Site) -> str:
    with site.client() as client:
        return client.get("/").text


def test_deploying_again_changes_nothing_and_says_so(django_site: Site) -> None:
    before = django_site.version
    again = django_site.json("deploy", "--yes")
    assert again["changed"] == []
    assert str(again["version"]) == before
    assert "nothing" in django_site.run("deploy", "--yes").stderr


def test_an_edited_page_is_served_after_update_and_the_old_one_after_rollback(album: Site) -> None:
    before = album.version
    album.edit(PAGE, "<h1>", "<h1>Good evening. ")
    after = album.json("update", "--yes")
    assert str(after["version"]) != before
    assert "Good evening." in front_page(album)
    album.run("rollback", "--yes")
    assert "Good evening." not in front_page(album)
    assert album.version == before
    album.run("update", "--yes")
    assert "Good evening." in front_page(album)


def test_a_changed_variable_alone_makes_a_new_version(album: Site) -> None:
    before = album.version
    album.set(environment_variables={"MOOD": "calm"})
    assert str(album.json("update", "--yes")["version"]) != before


def test_an_application_that_fails_to_import_gets_no_traffic(album: Site) -> None:
    before = album.version
    trouble = 'raise RuntimeError("no such luck")\n'
    album.edit(APP, "environment = Environment()\n", "environment = Environment()\n" + trouble)
    refused = album.run("update", "--yes", check=False)
    album.edit(APP, trouble, "")
    assert refused.returncode == 1
    assert "RuntimeError: no such luck" in refused.stderr
    assert "album/app.py" in refused.stderr
    assert album.version == before
    assert "Picture album" in front_page(album)


def test_an_application_that_answers_with_an_error_gets_no_traffic(album: Site) -> None:
    before = album.version
    fine, broken = "return await call_next(request)", 'raise RuntimeError("no such page")'
    album.edit(APP, fine, broken)
    refused = album.run("update", "--yes", check=False)
    album.edit(APP, broken, fine)
    assert refused.returncode == 1
    assert f"answers 500 to GET {album.url}/" in refused.stderr
    assert "RuntimeError: no such page" in refused.stderr
    assert f"version {before} is live" in refused.stderr
    assert album.version == before
    assert "Picture album" in front_page(album)


def test_the_log_tells_which_release_it_is_of(album: Site) -> None:
    said = album.run("tail", "--no-follow").stdout
    assert f"LIFT_RELEASE version={album.version} commit=" in said


def test_a_failing_command_before_the_switch_stops_the_release(book: Site) -> None:
    before = book.version
    book.set(before_switch=["migrate --noinput", "make_demo_user --password ''"])
    book.edit("guestbook/templates/guestbook/book.html", "Please sign", "Do sign")
    refused = book.run("update", "--yes", check=False)
    assert refused.returncode == 1
    assert "no password" in refused.stderr
    assert book.version == before
    assert "Please sign" in front_page(book)


def test_django_that_does_not_know_its_host_gets_no_traffic(book: Site) -> None:
    before = book.version
    book.set(before_switch=None)
    book.edit("website/settings/production.py", 'names("LIFT_HOSTS") + ', "")
    refused = book.run("update", "--yes", check=False)
    assert refused.returncode == 1
    assert "does not know the host" in refused.stderr
    assert 'ALLOWED_HOSTS = os.environ["LIFT_HOSTS"]' in refused.stderr
    assert book.version == before
    assert "Please sign" in front_page(book)
