from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from album.app import app
from album.uploads import LARGEST
from fastapi.testclient import TestClient

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8ffff3f0005fe02fea7bb2bd20000000049454e44ae426082"
)


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with TestClient(app) as client:
        yield client


def add(client: TestClient, data: bytes = PIXEL, caption: str = "") -> str:
    files = {"file": ("dot.png", data)}
    answer = client.post("/api/pictures", files=files, data={"caption": caption})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def test_a_picture_comes_back_as_it_went_in(client: TestClient) -> None:
    answer = client.get(add(client))
    assert answer.content == PIXEL
    assert answer.headers["Content-Type"] == "image/png"


def test_its_fingerprint_is_taken_in_the_background(client: TestClient) -> None:
    details = client.get(add(client) + "/details").json()
    assert details["sha256"] == sha256(PIXEL).hexdigest()


def test_a_file_that_is_no_picture_is_refused(client: TestClient) -> None:
    answer = client.post("/api/pictures", files={"file": ("dot.png", b"hello")})
    assert answer.status_code == 415


def test_a_picture_that_lambda_could_not_take_is_refused(client: TestClient) -> None:
    answer = client.post("/api/pictures", files={"file": ("dot.png", PIXEL + bytes(LARGEST))})
    assert answer.status_code == 413


def test_a_caption_without_words_is_refused_with_the_reason(client: TestClient) -> None:
    answer = client.put(add(client) + "/caption", json={"caption": ""})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "caption"]


def test_a_caption_is_shown_escaped(client: TestClient) -> None:
    client.put(add(client) + "/caption", json={"caption": "<b>sea</b>"})
    assert "&lt;b&gt;sea&lt;/b&gt;" in client.get("/").text


def test_an_unknown_picture_is_not_found(client: TestClient) -> None:
    assert client.get(f"/api/pictures/{'0' * 24}").status_code == 404


def test_a_removed_picture_is_gone(client: TestClient) -> None:
    path = add(client)
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.get("/api/pictures").json() == []


def test_the_upload_form_leads_back_to_the_picture(client: TestClient) -> None:
    answer = client.post("/upload", files={"file": PIXEL}, data={"caption": "A dot"})
    assert answer.status_code == 200
    assert "A dot" in answer.text


def test_cookies_remember_the_name_and_count_the_visits(client: TestClient) -> None:
    client.get("/")
    page = client.post("/name", data={"name": "Ada"}).text
    assert "Welcome back, Ada" in page
    assert "visit number 2" in page


def test_the_lifespan_starts_once_for_many_requests(client: TestClient) -> None:
    before = client.get("/api/environment").json()
    after = client.get("/api/environment").json()
    assert after["starts"] == before["starts"]
    assert after["requests"] == before["requests"] + 1


def test_the_docs_page_needs_no_other_host(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "https://" not in page
    assert client.get("/static-offline-docs/swagger-ui-bundle.js").status_code == 200
