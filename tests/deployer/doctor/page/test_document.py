"""The page: one file, nothing from elsewhere, everything that was found, nothing that runs."""

import base64
import hashlib
import re
from dataclasses import replace

from lift.deployer.doctor.deployed import UNASKED, Deployed
from lift.deployer.doctor.diagnosis import Diagnosis
from lift.deployer.doctor.examination import Advice, Examination, Import, Weight
from lift.deployer.doctor.page import page

from ..diagnosed import DIAGNOSIS, SEEN
from ..examined import EXAMINATION

HOSTILE = "<script>alert('\"&amp;')</script>"


def of(examination: Examination) -> Diagnosis:
    return replace(DIAGNOSIS, examination=examination)


def shown(text: str) -> str:
    """The words of a page, without its style, its script and its markup."""
    words = re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return " ".join(words.split())


def content(text: str, tag: str) -> str:
    found = re.search(f"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
    assert found
    return found[1]


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    made = page(DIAGNOSIS)
    for tag in ("style", "script"):
        digest = hashlib.sha256(content(made, tag).encode()).digest()
        assert f"{tag}-src &#x27;sha256-{base64.b64encode(digest).decode()}&#x27;" in made
    assert 'content="default-src &#x27;none&#x27;; ' in made


def test_nothing_comes_from_elsewhere() -> None:
    made = page(DIAGNOSIS)
    assert not re.search(r"https?:|\bsrc=|\bhref=|@import|url\(", made)
    assert " style=" not in made


def test_figures_phases_and_advice_are_told_with_their_units() -> None:
    words = shown(page(DIAGNOSIS))
    assert "it takes 150 ms, of which 63 % goes into importing the application" in words
    assert "Init 135 ms" in words
    assert "First request 15.0 ms the same one again takes 3.0 ms" in words
    assert "34.0 MB unzipped. 12.0 MB of it is never used until the first answer: pillow." in words
    assert "the application is imported 95.0 ms 94.0 ms to 101 ms" in words
    assert 'warm it / is slow 9.5 ms faster 11.0 ms faster "warm_requests": ["/"]' in words
    assert "drop pillow never used 0.20 ms slower 12.0 MB smaller" in words


def test_advice_that_changes_nothing_or_was_not_tried_says_so() -> None:
    words = shown(page(DIAGNOSIS))
    assert "keep bytecode it compiles no change" in words
    assert "import decimal later no request needs it not tried" in words


def test_budgets_have_a_verdict() -> None:
    words = shown(page(DIAGNOSIS))
    assert "1 of 2 exceeded" in words
    assert "init_ms 100 ms 135 ms ✗ 35.0 ms over" in words
    assert "unzipped_mb 40.0 MB 34.0 MB ✓ kept" in words
    kept = replace(EXAMINATION, budgets=EXAMINATION.budgets[1:])
    assert "All are kept" in shown(page(of(kept)))


def test_real_cold_starts_are_told_in_words_and_over_time() -> None:
    words = shown(page(DIAGNOSIS))
    assert (
        "From 2026-11-19 00:00 to 2026-11-21 00:00 UTC 30 of 3,000 requests started cold (1 %): "
        "half waited at most 600 ms, 95 of 100 waited at most 900 ms"
    ) in words
    assert "2026-11-19 3,000 30 600 ms 900 ms 1,200 ms 2026-11-20 0 0" in words
    assert "the log of the first hours is gone" in words


def test_of_many_hours_those_without_a_request_are_left_out() -> None:
    busy, quiet = SEEN.over_time
    seen = replace(SEEN, over_time=(busy, *[quiet] * 20))
    assert "2026-11-20 0 0" not in shown(page(replace(DIAGNOSIS, deployed=Deployed(seen))))


def test_where_no_cold_starts_are_known_it_says_why() -> None:
    words = shown(page(replace(DIAGNOSIS, deployed=UNASKED)))
    assert "None are known: AWS was not asked." in words


def test_the_kinds_of_warmth_have_what_they_avoid_and_cost() -> None:
    words = shown(page(DIAGNOSIS))
    assert "Without any there are 450 cold starts a month, of 600 ms each." in words
    assert '"keep_warm": true "warm_requests": ["/"] ✓ recommended 71 % $0.46' in words
    assert "nothing 0 % $0.00" in words
    assert "Not possible: snap_start: python3.11 does not have it" in words


def test_each_chart_has_a_table_of_the_same() -> None:
    words = shown(page(DIAGNOSIS))
    assert "django.db 60.0 ms 60.0 ms Django django" in words
    assert "decimal 4.0 ms 4.0 ms Python's standard library django" in words
    assert "Django 5.2 20.0 MB 59 % 3,000 80.0 ms used" in words
    assert "pillow 12.0 12.0 MB 35 % 200 never used" in words
    assert "without the 1 shortest, 0.01 ms in all" in words


def test_what_the_first_request_imports_has_a_chart_of_its_own() -> None:
    assert "One import takes 7.0 ms" in shown(page(DIAGNOSIS))
    without = shown(page(of(replace(EXAMINATION, requested=()))))
    assert "What the first request imports" not in without


def test_names_are_escaped_wherever_they_stand() -> None:
    named = replace(
        EXAMINATION,
        function=HOSTILE,
        imports=(Import(HOSTILE, HOSTILE, HOSTILE, 1.0, (Import(HOSTILE, "", None, 1.0),)),),
        weights=(Weight(HOSTILE, HOSTILE, 1, 1, used=True),),
        advice=(Advice(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    )
    made = page(of(named))
    assert made.count("<script") == 1
    assert made.count("</script") == 1
    assert "alert(&#x27;&quot;&amp;amp;&#x27;)" in made  # in an attribute


def test_what_was_not_found_has_no_section() -> None:
    empty = replace(EXAMINATION, imports=(), weights=(), advice=(), phases=())
    words = shown(page(of(empty)))
    assert "What is imported" not in words
    assert "What is in the bundle" not in words
    assert "Nothing was found that would make it faster." in words


def test_the_same_examination_makes_the_same_page() -> None:
    assert page(DIAGNOSIS) == page(DIAGNOSIS)
