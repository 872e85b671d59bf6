"""A package index that asks for a name and a password, served on this machine."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

USER, PASSWORD = "reader", "s3cr3t-w0rd"
_EXPECTED = f"Basic {base64.b64encode(f'{USER}:{PASSWORD}'.encode()).decode()}"


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve the wheels in ``folder``; gives the index's address, without the password."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            if self.headers["Authorization"] != _EXPECTED:
                self._answer(401, b"", "text/plain")
            elif self.path.endswith("/"):
                self._answer(200, _page(folder, self.path), "text/html")
            else:
                content = (folder / self.path.rpartition("/")[2]).read_bytes()
                self._answer(200, content, "application/octet-stream")

        def _answer(self, status: int, content: bytes, kind: str) -> None:
            self.send_response(status)
            if status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="private"')
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content)

        def log_request(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def with_password(url: str, password: str = PASSWORD) -> str:
    return url.replace("://", f"://{USER}:{password}@")


def _page(folder: Path, path: str) -> bytes:
    """PEP 503: the files of one package, each with its hash."""
    name = path.rstrip("/").rpartition("/")[2]
    links = [
        f'<a href="/files/{wheel.name}#sha256={hashlib.sha256(wheel.read_bytes()).hexdigest()}">'
        f"{wheel.name}</a>"
        for wheel in sorted(folder.glob(f"{name}-*.whl"))
    ]
    return f"<!DOCTYPE html><html><body>{' '.join(links)}</body></html>".encode()
