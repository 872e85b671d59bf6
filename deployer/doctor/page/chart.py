"""What both charts are made of: boxes with a name in them, that a keyboard reaches too.

Only the first box is a stop of the Tab key; script.js moves it with the arrow keys. Without the
script the boxes, their names and their details (as titles) are there all the same.
"""

from collections.abc import Iterable

from .markup import Markup, element

_KEYS = "Click or press Enter to zoom in, Escape to zoom out; the arrow keys move."


def box(
    name: str, value: str, details: Iterable[str], *inner: str, kind: str, **attributes: str
) -> Markup:
    """``details`` are the lines that are shown of the box that has the focus, or the pointer."""
    return element(
        "div",
        element("b", name),
        element("i", value),
        *inner,
        class_=f"box {kind}",
        role="treeitem",
        title="\n".join(details),
        tabindex="-1",
        **attributes,
    )


def chart(name: str, style: str, label: str, boxes: Iterable[str]) -> Markup:
    """``name`` is the id that the geometry of the whole goes by."""
    return element(
        "figure",
        element("p", _KEYS, class_="details"),
        element("div", *boxes, id=name, class_=f"chart {style}", role="tree", aria_label=label),
    )


def legend(kinds: Iterable[tuple[str, str]]) -> Markup:
    """(style, words) of each kind of box."""
    items = (
        element("li", element("span", class_=f"box {kind}", aria_hidden="true"), words)
        for kind, words in kinds
    )
    return element("ul", *items, class_="legend")
