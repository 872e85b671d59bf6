"""The foot of the page: how it was measured, so that a figure is not taken for more than it is."""

from ..examination import Examination
from .markup import Markup, element


def method(examination: Examination) -> Markup:
    return element(
        "footer",
        element("h2", "How this was measured"),
        element(
            "p",
            f"The bundle of stage {examination.stage} was unpacked and started as Lambda starts "
            f"it, {examination.runs} times, for {examination.runtime}, on {examination.machine}. "
            "Times are medians. Lambda's machines differ from this one: what counts is how the "
            "parts compare, and what a change does to them.",
        ),
    )
