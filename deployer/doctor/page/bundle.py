"""The treemap of the bundle, and the same as a table."""

from collections.abc import Iterable, Sequence

from ..examination import Examination, Part, Weight
from ..figures import milliseconds, percent, size
from .chart import box, chart, legend
from .geometry import Geometry
from .markup import Markup, element
from .table import Column, table
from .treemap import Rectangle, squarified

# Layouts for two shapes of screen; the style sheet gives the chart these heights.
_WIDE = Rectangle(0, 0, 16, 8)
_NARROW = Rectangle(0, 0, 9, 14)
_NAMED = 3  # packages in a sentence
_KINDS = (
    ("application", "your application"),
    ("package", "a package"),
    ("unused", "never used until the first answer"),
)
_COLUMNS = (
    Column("Package"),
    Column("Size", "figure"),
    Column("Share", "figure"),
    Column("Files", "figure"),
    Column("Its own imports", "figure"),
    Column("Until the first answer"),
)


def bundle(examination: Examination, geometry: Geometry) -> Markup:
    weights = sorted(
        (weight for weight in examination.weights if weight.size), key=lambda each: -each.size
    )
    unzipped = size(examination.unzipped)
    return element(
        "section",
        element("h2", "What is in the bundle"),
        element("p", f"{unzipped} unzipped. {_unused(weights)}", class_="how"),
        legend(_KINDS),
        chart("bundle", "treemap", "Packages by size", _boxes(weights, examination, geometry)),
        element("details", element("summary", "The same as a table"), _table(weights, examination)),
    )


def _unused(weights: Iterable[Weight]) -> str:
    unused = [weight for weight in weights if not weight.used]
    if not unused:
        return "All of its packages are used."
    total = size(sum(weight.size for weight in unused))
    named = ", ".join(weight.package for weight in unused[:_NAMED])
    more = f" and {len(unused) - _NAMED} more" if len(unused) > _NAMED else ""
    return f"{total} of it is never used until the first answer: {named}{more}."


def _boxes(
    weights: Sequence[Weight], examination: Examination, geometry: Geometry
) -> Iterable[Markup]:
    _lay("w", weights, geometry)
    for place, weight in enumerate(weights):
        _lay(f"w{place}-", _sized(weight), geometry)
        yield box(
            _name(weight),
            size(weight.size) if weight.used else f"{size(weight.size)}, never used",
            _details(weight, examination),
            _parts(f"w{place}", weight),
            kind=_kind(weight),
            id=f"w{place}",
            aria_level="1",
        )


def _parts(above: str, weight: Weight) -> Markup:
    boxes = [_part(f"{above}-{place}", part, weight) for place, part in enumerate(_sized(weight))]
    return element("div", *boxes, class_="parts", role="group") if boxes else Markup()


def _part(name: str, part: Part, weight: Weight) -> Markup:
    path, share = part.name or "the rest", percent(part.size / weight.size)
    return box(
        path,
        size(part.size),
        (path, f"{size(part.size)}, {share} of {_name(weight)}"),
        kind="part",
        id=name,
        aria_level="2",
        data_above=name.partition("-")[0],
    )


def _lay(prefix: str, sized: Sequence[Weight] | Sequence[Part], geometry: Geometry) -> None:
    for frame, narrow in ((_WIDE, False), (_NARROW, True)):
        for place, at in enumerate(squarified([each.size for each in sized], frame)):
            geometry.place(
                f"{prefix}{place}",
                narrow=narrow,
                left=at.x / frame.width,
                top=at.y / frame.height,
                width=at.width / frame.width,
                height=at.height / frame.height,
            )


def _sized(weight: Weight) -> list[Part]:
    """Its parts; one alone says nothing."""
    parts = [part for part in weight.parts if part.size]
    return parts if len(parts) > 1 else []


def _name(weight: Weight) -> str:
    return weight.package or "your application"


def _kind(weight: Weight) -> str:
    if not weight.package:
        return "application"
    return "package" if weight.used else "unused"


def _details(weight: Weight, examination: Examination) -> Iterable[str]:
    yield f"{_name(weight)} {weight.version}".strip()
    share = percent(weight.size / examination.unzipped)
    yield f"{size(weight.size)} in {weight.files:,} files, {share} of the bundle"
    yield _use(weight)


def _use(weight: Weight) -> str:
    return "used" if weight.used else "never used until the first answer"


def _table(weights: Sequence[Weight], examination: Examination) -> Markup:
    rows = [_row(weight, examination) for weight in weights]
    return table("Packages by their size", _COLUMNS, rows)


def _row(weight: Weight, examination: Examination) -> tuple[str, ...]:
    own = examination.package_ms.get(weight.package) if weight.package else None
    return (
        f"{_name(weight)} {weight.version}".strip(),
        size(weight.size),
        percent(weight.size / examination.unzipped),
        f"{weight.files:,}",
        milliseconds(own) if own else "",
        "used" if weight.used else "never used",
    )
