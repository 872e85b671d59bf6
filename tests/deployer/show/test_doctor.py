"""``lift doctor`` as a person reads it."""

from dataclasses import replace

from lift.deployer.show.doctor import shown
from lift.deployer.style import plain

from ..doctor.examined import EXAMINATION


def text(*, whole: bool = False) -> list[str]:
    return [line.rstrip() for line in plain(shown(EXAMINATION, whole=whole)).splitlines()]


def test_it_begins_with_what_counts() -> None:
    assert text()[:2] == [
        "shop-production: INIT 135 ms, 34.0 MB unzipped",
        "medians of 5 cold starts on AMD EPYC, x86_64, Python 3.12",
    ]


def test_phases_have_a_bar_and_how_far_they_vary() -> None:
    (line,) = (line for line in text() if "application is imported" in line)
    assert line.split() == [
        *("95.0", "ms", "the", "application", "is", "imported", "█" * 24, "94", "to", "101")
    ]


def test_imports_lie_below_what_caused_them_and_what_hardly_counts_is_left_out() -> None:
    lines = text()
    at = lines.index("    total   by itself  imports of INIT, ms")
    assert lines[at + 1 : at + 7] == [
        "     95.0         1.0  lift_handler",
        "      4.0         4.0   lift.adapter",
        "     90.0         6.0   shop.wsgi",
        "     84.0        20.0    django",
        "     60.0        60.0     django.db",
        "      4.0         4.0     decimal",
    ]
    assert not any("shop.version" in line for line in lines)
    assert any("shop.version" in line for line in text(whole=True))


def test_packages_show_size_and_time_or_that_nobody_imports_them() -> None:
    lines = [line.strip() for line in text()]
    assert "20.0 MB     80.0 ms  Django 5.2" in lines
    assert "12.0 MB   no import  pillow 12.0" in lines
    assert "4.0 ms  what comes with Python" in lines


def test_advice_shows_what_it_changes_and_that_it_was_not_tried() -> None:
    lines = text()
    at = lines.index(" cold start     request       size  what may help")
    assert lines[at + 1] == '    -9.5 ms    -11.0 ms             "warm_requests": ["/"]'
    assert lines[at + 2].strip() == "warm it: / is slow"
    assert "   +0.20 ms   not tried   -12.0 MB  drop pillow" in lines
    assert "  not tried   not tried             import decimal later" in lines


def test_a_small_gain_is_none() -> None:
    (advice, *_) = EXAMINATION.advice
    found = replace(EXAMINATION, advice=(replace(advice, gain_ms=0.0),))
    assert "  no change    -11.0 ms" in shown(found)


def test_budgets_say_whether_they_are_kept() -> None:
    lines = text()
    at = lines.index("      found     at most  budgets")
    assert lines[at + 1 : at + 3] == [
        "     135 ms      100 ms  init_ms: exceeded",
        "    34.0 MB     40.0 MB  unzipped_mb: kept",
    ]
