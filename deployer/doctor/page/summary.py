"""The top of the page: what was looked at, and the figures that one remembers."""

from collections.abc import Iterator

from ..examination import Examination
from ..figures import milliseconds, percent, size
from .markup import Markup, element, joined


def summary(examination: Examination) -> Markup:
    return element(
        "header",
        element("p", "lift doctor", class_="eyebrow"),
        element("h1", "Cold start of ", element("span", examination.function, class_="name")),
        element("p", _sentence(examination), class_="lead"),
        element("dl", *_figures(examination), class_="figures"),
    )


def _sentence(examination: Examination) -> str:
    whole = sum(phase.ms for phase in examination.phases)
    imports = sum(phase.ms for phase in examination.phases if phase.name == "imports")
    first = f"From nothing to the first answer it takes {milliseconds(whole)}"
    if not whole or not imports:
        return f"{first}."
    return f"{first}, of which {percent(imports / whole)} goes into importing the application."


def _figures(examination: Examination) -> Iterator[Markup]:
    yield _figure("Init", milliseconds(examination.init_ms), "until it can take a request")
    if (first := examination.request_ms) is not None:
        again = milliseconds(examination.again_ms)
        yield _figure("First request", milliseconds(first), f"the same one again takes {again}")
    yield _figure("Bundle", size(examination.unzipped), "unzipped, of the 250 MB that Lambda takes")


def _figure(name: str, value: str, what: str) -> Markup:
    number, _, unit = value.partition(" ")
    shown = element("span", joined(number, " ", element("small", unit)), class_="value")
    return element("div", element("dt", name), element("dd", shown, element("p", what)))
