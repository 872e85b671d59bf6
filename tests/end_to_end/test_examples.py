"""The examples in use, through their addresses."""

import os
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

from ..browser import Visit, linked
from ..demo import demo_user
from ..visits import visit_django, visit_fastapi
from .site import Site


def problems(visits: list[Visit]) -> list[str]:
    assert visits
    return [f"{visit.what}, {visit.request}: {visit.problem}" for visit in visits if visit.problem]


def test_every_visit_of_the_demo_to_django_goes_well(django_site: Site) -> None:
    visits: list[Visit] = []
    with django_site.browser(visits) as browser:
        visit_django(browser, *demo_user())
    assert problems(visits) == []


def test_every_visit_of_the_demo_to_fastapi_goes_well(fastapi_site: Site) -> None:
    visits: list[Visit] = []
    with fastapi_site.browser(visits) as browser:
        visit_fastapi(browser)
    assert problems(visits) == []


def test_static_files_arrive_compressed_and_may_be_kept_for_ever(django_site: Site) -> None:
    with django_site.client() as client:
        style = client.get(linked(client.get("/"))[0], headers={"Accept-Encoding": "gzip"})
        assert style.headers["Content-Encoding"] == "gzip"
        assert "immutable" in style.headers["Cache-Control"]
        assert "--accent" in style.text


def test_a_static_file_that_did_not_change_is_a_304_without_a_body(django_site: Site) -> None:
    with django_site.client() as client:
        path = linked(client.get("/"))[0]
        modified = client.get(path).headers["Last-Modified"]
        answer = client.get(path, headers={"If-Modified-Since": modified})
        assert (answer.status_code, answer.content) == (304, b"")


def test_a_404_is_the_application_s_own_page(django_site: Site) -> None:
    with django_site.client() as client:
        answer = client.get("/nowhere")
        assert answer.status_code == 404
        assert "Nothing is written here" in answer.text


def test_a_head_request_has_headers_and_no_body(django_site: Site, fastapi_site: Site) -> None:
    for site in (django_site, fastapi_site):
        with site.client() as client:
            answer = client.head("/")
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith("text/html")
            assert answer.content == b""


def test_a_form_of_another_site_is_refused(django_site: Site) -> None:
    with django_site.client() as client:
        client.get("/login/")
        token = client.cookies["csrftoken"]
        answer = client.post(
            "/login/",
            data={"csrfmiddlewaretoken": token},
            headers={"Origin": "https://elsewhere.example"},
        )
        assert answer.status_code == 403


def test_cookies_come_with_their_attributes(fastapi_site: Site) -> None:
    with fastapi_site.client() as client:
        cookie = SimpleCookie(client.get("/").headers["Set-Cookie"])["visits"]
        assert cookie.value == "1"
        assert cookie["httponly"]
        assert cookie["samesite"] == "lax"


def test_several_cookies_are_sent_and_set_side_by_side(fastapi_site: Site) -> None:
    with fastapi_site.client() as client:
        client.post("/name", data={"name": "Ada Lovelace"})
        client.get("/")
        page = client.get("/").text
        assert "Welcome back, Ada Lovelace" in page
        assert "visit number 2" in page


def test_a_query_with_every_kind_of_character_arrives_as_it_was_sent(django_site: Site) -> None:
    sent = "/account/?q=a%20b%2Bc%26d%C3%A9&q=2"
    with django_site.client() as client:
        login = urlsplit(client.get(sent).headers["Location"])
    assert parse_qs(login.query)["next"] == [sent]


def test_bytes_of_every_value_come_back_unchanged(fastapi_site: Site) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4 + os.urandom(3_000_000)
    with fastapi_site.client() as client:
        up = client.post("/api/pictures", files={"file": ("noise.png", picture, "image/png")})
        assert up.status_code == 201
        assert client.get(up.headers["Location"]).content == picture
        assert client.delete(up.headers["Location"]).status_code == 204


def test_a_body_that_lambda_does_not_take_is_a_413(fastapi_site: Site) -> None:
    with fastapi_site.client() as client:
        answer = client.post("/api/pictures", files={"file": ("big.png", bytes(10_500_000))})
        assert answer.status_code == 413


def test_wrong_input_is_refused_with_the_place(fastapi_site: Site) -> None:
    with fastapi_site.client() as client:
        answer = client.get("/api/pictures/not-an-id")
        assert answer.status_code == 422
        assert answer.json()["detail"][0]["loc"] == ["path", "picture_id"]


def test_the_lifespan_starts_once_in_every_environment(fastapi_site: Site) -> None:
    with fastapi_site.client() as client, ThreadPoolExecutor(4) as several:
        said = [answer.json() for answer in several.map(client.get, ["/api/environment"] * 12)]
    assert {each["starts"] for each in said} == {1}
    assert all("[" in each["name"] for each in said), "the name of the log stream, as on Lambda"


def test_the_database_is_one_for_all_environments(django_site: Site) -> None:
    with django_site.client() as client, ThreadPoolExecutor(3) as several:
        pages = list(several.map(client.get, ["/"] * 6))
    assert {page.status_code for page in pages} == {200}
