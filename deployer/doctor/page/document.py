"""The page as one file that needs no other: with its style, its script, and nothing from elsewhere.

Its policy allows the browser exactly this style and this script, by their hashes, and no request:
https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
"""

import base64
import hashlib
from importlib import resources

from ..diagnosis import Diagnosis
from .advice import advice
from .budgets import budgets
from .bundle import bundle
from .geometry import Geometry
from .imports import imports
from .markup import Markup, element, joined
from .method import method
from .phases import phases
from .starts import starts
from .summary import summary
from .warmth import warmth


def page(diagnosis: Diagnosis) -> str:
    """``diagnosis`` as the text of an HTML file."""
    examination, geometry = diagnosis.examination, Geometry()
    body = element(
        "main",
        summary(examination),
        phases(examination, geometry) if examination.phases else "",
        budgets(examination) if examination.budgets else "",
        advice(examination),
        starts(diagnosis.deployed, geometry),
        warmth(diagnosis.choice),
        imports(examination, geometry) if examination.imports else "",
        bundle(examination, geometry) if examination.unzipped else "",
        method(examination),
    )
    style, script = _file("style.css") + geometry.css(), _file("script.js")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Cold start of {examination.function}"),
        element("style", Markup(style)),
    )
    whole = element(
        "html", head, element("body", body, element("script", Markup(script))), lang="en"
    )
    return joined(Markup("<!doctype html>\n"), whole, "\n")


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
