"""The table of advice: what to do, what it gains, and what to write for it."""

from ..examination import Advice, Examination
from ..figures import milliseconds, size
from .markup import Markup, element, joined
from .table import Column, table

_WORTH_A_WORD = 50_000  # bytes
_COLUMNS = (
    Column("What to do"),
    Column("Cold start", "figure"),
    Column("First request", "figure"),
    Column("Bundle", "figure"),
    Column("Write into the settings", "code"),
)


def advice(examination: Examination) -> Markup:
    rows = [_row(each) for each in examination.advice]
    return element(
        "section",
        element("h2", "What to do about it"),
        table("Figures are what it gained when it was tried", _COLUMNS, rows)
        if rows
        else element("p", "Nothing was found that would make it faster."),
    )


def _row(each: Advice) -> tuple[str, ...]:
    start, request, weight = each.gain_ms, each.request_gain_ms, each.gain_bytes or 0
    untried = "not tried" if start is None and not weight else ""
    return (
        joined(element("strong", each.what), element("span", each.why, class_="why")),
        untried if start is None else _time(start),
        "" if request is None else _time(request),
        _size(weight),
        element("code", each.setting) if each.setting else "",
    )


def _time(gain: float) -> Markup | str:
    return _gain(gain, milliseconds(abs(gain)), "faster", "slower") if gain else "no change"


def _size(gain: int) -> Markup | str:
    notable = abs(gain) >= _WORTH_A_WORD
    return _gain(gain, size(abs(gain)), "smaller", "larger") if notable else ""


def _gain(gain: float, shown: str, better: str, worse: str) -> Markup:
    return element(
        "span", shown, " ", better if gain >= 0 else worse, class_="gain" if gain >= 0 else "loss"
    )
