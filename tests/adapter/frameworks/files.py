"""What every framework has to do with files, behind every door: take them, and send them."""

from __future__ import annotations

from .client import Client

PICTURE = bytes(range(256)) * 4


def check_upload(client: Client, target: str, *headers: tuple[str, str]) -> None:
    """A picture goes up, and its bytes and type come back."""
    answer = client.upload(target, PICTURE, *headers)
    assert (answer.status, answer.body) == (200, PICTURE)
    assert answer.header("content-type") == "image/png"


def check_download(client: Client, target: str) -> None:
    """The whole file, and its headers alone."""
    answer = client.get(target)
    assert (answer.status, answer.body) == (200, PICTURE)
    assert answer.header("content-type") == "image/png"
    head = client.send("HEAD", target)
    assert (head.status, head.body) == (200, b"")
    assert head.header("content-length") == str(len(PICTURE))


def check_range(client: Client, target: str) -> None:
    answer = client.get(target, ("range", "bytes=10-19"))
    assert (answer.status, answer.body) == (206, PICTURE[10:20])
    assert answer.header("content-range") == f"bytes 10-19/{len(PICTURE)}"
    assert client.get(target, ("range", "bytes=5000-")).status == 416


def check_conditional(client: Client, target: str) -> None:
    """304 without a body to a client that has the file already."""
    first = client.get(target)
    etag, modified = first.header("etag"), first.header("last-modified")
    condition = ("if-none-match", etag) if etag else ("if-modified-since", modified)
    again = client.get(target, condition)
    assert (again.status, again.body) == (304, b"")
