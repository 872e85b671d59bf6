"""What the runtime has is left out, and only that."""

from lift.deployer.bundle.provided import droppable

BOTO = {
    "boto3": {""},
    "botocore": {"boto3", "s3transfer"},
    "s3transfer": {"boto3"},
    "jmespath": {"boto3", "botocore"},
    "python-dateutil": {"botocore"},
    "six": {"python-dateutil"},
    "urllib3": {"botocore"},
}


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
