"""ARNs follow the partition."""

from lift.deployer.resources.place import Place


def test_arns_carry_partition_region_and_account() -> None:
    place = Place("aws-us-gov", "us-gov-west-1", "1")
    assert place.function("f", "live") == "arn:aws-us-gov:lambda:us-gov-west-1:1:function:f:live"
    assert place.function("f") == "arn:aws-us-gov:lambda:us-gov-west-1:1:function:f"
    assert place.arn("logs", "log-group:g:*") == "arn:aws-us-gov:logs:us-gov-west-1:1:log-group:g:*"
