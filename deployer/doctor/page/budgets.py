"""The table of the settings' budgets: what was found, and whether that is within them."""

from ..budgets import amount
from ..examination import Budget, Examination
from .markup import Markup, element
from .table import Column, table

_COLUMNS = (
    Column("Budget", "name"),
    Column("At most", "figure"),
    Column("Found", "figure"),
    Column("Verdict"),
)


def budgets(examination: Examination) -> Markup:
    over = sum(budget.exceeded for budget in examination.budgets)
    caption = f"{over} of {len(examination.budgets)} exceeded" if over else "All are kept"
    return element(
        "section",
        element("h2", "Is it within its budgets?"),
        table(caption, _COLUMNS, [_row(budget) for budget in examination.budgets]),
    )


def _row(budget: Budget) -> tuple[str, ...]:
    over = amount(budget.name, budget.found - budget.limit)
    verdict = ("loss", f"✗ {over} over") if budget.exceeded else ("gain", "✓ kept")
    return (
        budget.name,
        amount(budget.name, budget.limit),
        amount(budget.name, budget.found),
        element("span", verdict[1], class_=verdict[0]),
    )
