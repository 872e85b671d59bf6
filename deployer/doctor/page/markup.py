"""Elements of HTML, as text in which everything that is not markup is escaped."""

from html import escape

_EMPTY = {"meta", "br"}


class Markup(str):
    """Text that stands in the page as it is; all other text is escaped."""

    __slots__ = ()


def element(tag: str, *content: str, **attributes: str | bool | None) -> Markup:
    """``<tag …>content</tag>``; an attribute that is None or False is left out.

    Attributes are named as in Python: ``class_``, ``aria_label``.
    """
    opened = f"<{tag}{''.join(map(_attribute, attributes.items()))}>"
    return Markup(opened if tag in _EMPTY else f"{opened}{joined(*content)}</{tag}>")


def joined(*content: str) -> Markup:
    """One piece after the other, with what is no markup escaped."""
    return Markup("".join(map(_escaped, content)))


def _attribute(named: tuple[str, str | bool | None]) -> str:
    name, value = named
    if value is None or value is False:
        return ""
    plain = name.rstrip("_").replace("_", "-")
    return f" {plain}" if value is True else f' {plain}="{escape(value)}"'


def _escaped(piece: str) -> str:
    return piece if isinstance(piece, Markup) else escape(piece, quote=False)
