"""Names keep to AWS's rules, whatever project and stage are called."""

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.resources.names import fit, names, number_of_rule, numbered_rule

REGION, ACCOUNT = "eu-west-1", "123456789012"
words = st.text(min_size=1, max_size=120)
plain = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=20)


def test_a_name_that_fits_is_taken_as_it_is() -> None:
    made = names("shop", "production", region=REGION, account=ACCOUNT)
    assert made.function == made.layer == made.api == "shop-production"
    assert made.role == "shop-production-eu-west-1"
    assert made.log_group == "/aws/lambda/shop-production"
    assert made.rule == "shop-production-keep-warm"
    assert made.bucket == "shop-production-eu-west-1-123456789012"


def test_a_function_of_images_stands_beside_one_of_zips() -> None:
    zips = names("shop", "production", region=REGION, account=ACCOUNT)
    image = names("shop", "production", region=REGION, account=ACCOUNT, package="image")
    assert (image.function, image.other_function) == ("shop-production-image", "shop-production")
    assert (zips.function, zips.other_function) == (image.other_function, image.function)
    assert (zips.log_group, zips.other_log_group) == (image.other_log_group, image.log_group)
    assert (zips.api, zips.role, zips.rule) == (image.api, image.role, image.rule)
    assert zips.repository == "shop-production"


@given(words, words)
def test_every_name_keeps_to_its_limit_and_characters(project: str, stage: str) -> None:
    made = names(project, stage, region=REGION, account=ACCOUNT)
    last = numbered_rule(made.rule, 10)
    for name in (made.function, made.role, made.layer, made.api, made.rule, last):
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", made.bucket)
    for name in (made.target_group, made.other_target_group):
        assert re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?", name)


def test_rules_of_a_stage_are_numbered() -> None:
    named = [numbered_rule("shop-keep-warm", number) for number in (1, 2, 10)]
    assert named == ["shop-keep-warm", "shop-keep-warm-2", "shop-keep-warm-10"]
    assert [number_of_rule("shop-keep-warm", name) for name in named] == [1, 2, 10]
    for other in ("shop-keep-warm-mine", "shop-keep-warmer", "shop-keep-warm-12345678"):
        assert number_of_rule("shop-keep-warm", other) is None


@given(plain, plain)
def test_short_plain_names_are_never_changed(project: str, stage: str) -> None:
    made = names(project, stage, region=REGION, account=ACCOUNT)
    assert made.function == f"{project}-{stage}"


@given(words, words)
def test_what_is_cut_or_cleaned_stays_apart(first: str, second: str) -> None:
    if first != second:
        assert fit(first, 64) != fit(second, 64)


def test_two_long_names_with_the_same_beginning_stay_apart() -> None:
    assert fit("a" * 80 + "b", 64) != fit("a" * 80 + "c", 64)
    assert len(fit("a" * 80, 64)) == 64


def test_a_buckets_name_has_no_capitals() -> None:
    assert fit("Shop", 63, lower=True).startswith("shop-")
    assert fit("Shop", 63, lower=True) != fit("shop", 63, lower=True)


def test_names_are_the_same_every_time() -> None:
    assert fit("ä shop", 64) == fit("ä shop", 64) == "shop-29f29b60"
