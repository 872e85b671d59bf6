"""Which kind of warmth is recommended, beside the others, with what each avoids and costs."""

from ..choice import Choice
from ..figures import dollars, milliseconds, percent
from ..warmth import Option
from .markup import Markup, element, joined
from .table import Column, table

_COLUMNS = (
    Column("Write into the settings", "code"),
    Column("Verdict", "verdict"),
    Column("Waiting avoided", "figure"),
    Column("Adds a month", "figure"),
)


def warmth(choice: Choice) -> Markup:
    rows = [_row(option, choice) for option in choice.options]
    refused = (element("p", f"Not possible: {each}", class_="why") for each in choice.refused)
    return element(
        "section",
        element("h2", "Would keeping it warm pay?"),
        element("p", _sentence(choice), class_="how"),
        table("The best of each kind, the one that wins most first", _COLUMNS, rows),
        *refused,
        element("ul", *(element("li", line) for line in choice.basis), class_="basis"),
    )


def _sentence(choice: Choice) -> str:
    wait = milliseconds(choice.wait_ms)
    return f"Without any there are {choice.colds:,.0f} cold starts a month, of {wait} each."


def _row(option: Option, choice: Choice) -> tuple[str, ...]:
    best = option is choice.recommended
    lines = [option.setting, choice.also if best else ""]
    settings = [element("code", line) for line in lines if line]
    return (
        joined(*settings) if settings else "nothing",
        element("span", "✓ recommended", class_="gain") if best else "",
        percent(option.avoided),
        dollars(option.cost),
    )
