"""What a visitor does on the examples' sites: for the demo, and for the end-to-end tests."""

from hashlib import sha256

from .browser import (
    Browser,
    csrf_token,
    is_exactly,
    is_type,
    leads_to,
    linked,
    redirects,
    shows,
    stays_here,
)
from .picture import png

FORM = "csrfmiddlewaretoken"


def visit_django(browser: Browser, user: str, password: str) -> None:
    """Read the guest book, log in by form, sign it, look at it in the admin."""
    front = browser.get("the guest book", "/", shows("Please sign the book"))
    browser.crowd("three guests at once", "/", shows("Please sign the book"), count=3)
    for path in linked(front):
        browser.get("its style sheet", path, is_type("text/css"))
    browser.get("a page for members", "/account/", leads_to("/login/?next=/account/"), status=302)
    form = browser.get("the login form", "/login/?next=/account/", shows(FORM))
    words = {"username": user, "password": password, "next": "/account/"}
    browser.post("login without token", "/login/", status=403, data=words)
    words[FORM] = csrf_token(form)
    browser.post("login", "/login/", leads_to("/account/"), status=302, data=words)
    browser.get("the page for members", "/account/", shows(f"Welcome, {user}"))
    sign(browser, "Ada", "It is <quick> & it stays")
    browser.get(
        "the admin's entries", "/admin/guestbook/entry/", shows("It is &lt;quick&gt; &amp;")
    )
    admin = browser.get("the admin", "/admin/", shows("Behind the counter"))
    for path in linked(admin)[:1]:
        browser.get("its style sheet", path, is_type("text/css"))
    browser.get("no such page", "/nothing/here", shows("No such page"), status=404)


def sign(browser: Browser, name: str, message: str) -> None:
    """Sign the guest book and see the words in it."""
    token = csrf_token(browser.get("the form to sign", "/", shows(FORM)))
    words = {"name": name, "message": message, FORM: token}
    browser.post("signing", "/", leads_to("/"), status=302, data=words)
    browser.get("the signed book", "/", shows(f"Thank you, {name}"))


def visit_fastapi(browser: Browser) -> None:
    """Look at the documentation with its scripts, send a picture and fetch it again."""
    browser.get("the album", "/", shows("Picture album"))
    browser.crowd("three guests at once", "/", shows("Picture album"), count=3)
    docs = browser.get("the API's docs", "/docs", shows("swagger-ui"), stays_here)
    for path in linked(docs):
        kind = "text/css" if path.endswith(".css") else "text/javascript"
        browser.get("their " + kind.partition("/")[2], path, is_type(kind))
    browser.get("their description", "/openapi.json", is_type("application/json"))
    picture = png()
    up = browser.post("a picture up", "/api/pictures", status=201, files=_file(picture))
    address = up.headers.get("location", "/api/pictures/unknown")
    browser.get("the picture down", address, is_exactly(picture), is_type("image/png"))
    fingerprint = shows(sha256(picture).hexdigest())
    browser.get("its fingerprint", f"{address}/details", fingerprint)
    refused = shows("no PNG, JPEG, GIF or WebP")
    browser.post("no picture up", "/api/pictures", refused, status=415, files=_file(b"words"))
    browser.post("a name", "/name", redirects, status=303, data={"name": "Grace"})
    browser.get("the name remembered", "/", shows("Welcome back, Grace"))


def _file(data: bytes) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("picture.png", data, "image/png")}
