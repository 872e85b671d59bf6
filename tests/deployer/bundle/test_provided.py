"""What the runtime has is left out, and only that."""

from collections.abc import Collection, Mapping

from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.provided import Resolution, without

BOTO = {
    "boto3": {""},
    "botocore": {"boto3", "s3transfer"},
    "s3transfer": {"boto3"},
    "jmespath": {"boto3", "botocore"},
    "python-dateutil": {"botocore"},
    "six": {"python-dateutil"},
    "urllib3": {"botocore"},
}


def resolution(
    asked: Mapping[str, Collection[str]],
    keep: Collection[str] = (),
    versioned: Collection[str] = (),
) -> Resolution:
    return without(tuple(Pin(name, "1.0") for name in asked), lambda: asked, keep, versioned)


def droppable(asked: Mapping[str, Collection[str]], keep: Collection[str]) -> set[str]:
    return {pin.name for pin in resolution(asked, keep).provided.left_out}


def test_the_family_goes() -> None:
    assert droppable({**BOTO, "django": {""}}, keep=()) == BOTO.keys()


def test_what_something_else_needs_stays() -> None:
    asked = {**BOTO, "requests": {""}, "urllib3": {"botocore", "requests"}}
    assert droppable(asked, keep=()) == BOTO.keys() - {"urllib3"}


def test_what_the_project_itself_names_stays_with_what_it_needs() -> None:
    asked = {**BOTO, "python-dateutil": {"", "botocore"}}
    assert droppable(asked, keep=()) == BOTO.keys() - {"python-dateutil", "six"}


def test_the_core_stays_together_when_another_package_needs_a_part() -> None:
    asked = {**BOTO, "django-storages": {""}, "boto3": {"", "django-storages"}}
    assert droppable(asked, keep=()) == set()
    assert droppable({**BOTO, "botocore": {"boto3", "aiobotocore"}}, keep=()) == set()


def test_the_settings_can_keep_the_core_or_one_package() -> None:
    assert droppable(BOTO, keep=("boto3",)) == set()
    assert droppable(BOTO, keep=("urllib3",)) == BOTO.keys() - {"urllib3"}


def test_without_boto_the_names_alone_mean_nothing() -> None:
    assert droppable({"urllib3": {"requests"}, "six": {""}}, keep=()) == set()


def test_a_version_that_the_project_names_is_a_reason_to_keep_them() -> None:
    found = resolution(BOTO, versioned={"boto3"})
    assert len(found.pins) == len(BOTO)
    assert found.provided.kept_because == "the requirements name a version of boto3"
    assert len(resolution(BOTO, versioned={"urllib3"}).pins) == 0


def test_who_needs_them_is_not_asked_where_that_decides_nothing() -> None:
    pins = tuple(Pin(name, "1.0") for name in BOTO)

    def asked() -> Mapping[str, Collection[str]]:
        raise AssertionError

    assert without(pins, asked, ["boto3"], []).pins == pins
    assert without(pins, asked, [], ["boto3"]).pins == pins


def test_it_is_said_why_they_stay() -> None:
    said = resolution({**BOTO, "boto3": {"", "zappa", "django-storages"}}).provided
    assert said.kept_because == "django-storages and zappa asked for it"
    assert resolution(BOTO, keep=["boto3"]).provided.kept_because == "the settings keep boto3"
    assert resolution(BOTO).provided.kept_because == ""
