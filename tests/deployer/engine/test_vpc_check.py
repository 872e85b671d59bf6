"""Point by point what ``lift deploy`` says of a VPC before it writes anything, and that the lines
it suggests mend it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.backends import get_backend

from lift.deployer.desired.function import network
from lift.deployer.engine.vpc_check import check_vpc, located
from lift.deployer.errors import SettingsError
from lift.deployer.network.finding import Finding
from lift.deployer.network.placement import placement
from lift.deployer.network.services import services

from ...aws_rules import refusal
from ..bench import ACCOUNT, REGION
from ..network.ground import Ground, ground, subnet, table


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Ground]:
    with ground(tmp_path) as made:
        yield made


def notes(there: Ground) -> tuple[str, ...]:
    wanted = network(there.bench.stage)
    assert wanted is not None
    return check_vpc(there.bench.connect(), wanted)


def findings(there: Ground) -> list[Finding]:
    stage = there.bench.stage
    wanted = network(stage)
    assert wanted is not None
    place = located(there.bench.connect(), wanted)
    return list(placement(place, services(stage.environment_variables)))


def fill(there: Ground, *, but: int = 0) -> str:
    """A subnet of the function's zone without a free address, or with few."""
    made = subnet(there.bench, there.vpc, "10.0.20.0/28", "a")
    for _ in range(11 - but):
        there.ec2.create_network_interface(SubnetId=made, Groups=[there.function])
    return made


def test_a_right_network_is_worth_no_word(there: Ground) -> None:
    assert notes(there) == ()
    assert {finding.verdict for finding in findings(there)} == {"yes"}


def test_one_zone_only_is_a_note_that_names_subnets_of_others(there: Ground) -> None:
    there.placed(there.private[0])
    (note,) = notes(there)
    assert f"all in {REGION}a" in note
    assert there.private[1] in note


def test_a_full_subnet_is_an_error_that_names_one_to_take_instead(there: Ground) -> None:
    full = fill(there)
    there.ec2.associate_route_table(RouteTableId=there.table, SubnetId=full)
    there.placed(full, there.private[1])
    with pytest.raises(SettingsError, match=r"none free .* name another in its place: ") as told:
        notes(there)
    assert there.private[0] in told.value.message


def test_where_all_are_full_another_is_made_with_the_same_routes(there: Ground) -> None:
    full = fill(there)
    alone = table(there.bench, there.vpc, full, NatGatewayId=there.nat)
    there.placed(full, there.private[1])
    with pytest.raises(SettingsError, match="make another") as told:
        notes(there)
    assert told.value.hint.startswith(f"aws ec2 associate-route-table --region {REGION} ")
    there.mend(findings(there))
    with pytest.raises(SettingsError, match="name another in its place: subnet-") as told:
        notes(there)
    named = told.value.message.rpartition(" ")[2]
    there.placed(named, there.private[1])
    assert notes(there) == ()
    (associated,) = there.ec2.describe_route_tables(RouteTableIds=[alone])["RouteTables"]
    assert named in {each.get("SubnetId") for each in associated["Associations"]}


def test_a_subnet_where_lambda_has_its_interface_may_be_full(there: Ground) -> None:
    full = fill(there, but=1)
    made = there.ec2.create_network_interface(SubnetId=full, Groups=[there.function])
    backend = get_backend("ec2")[ACCOUNT][REGION]  # the emulator knows one type of interface only
    held = backend.get_network_interface(made["NetworkInterface"]["NetworkInterfaceId"])
    held.interface_type = "lambda"
    table(there.bench, there.vpc, full, NatGatewayId=there.nat)
    there.placed(full, there.private[1])
    (note,) = notes(there)
    assert "has its network interface there already" in note


def test_a_subnet_without_ipv4_is_refused(there: Ground) -> None:
    backend = get_backend("ec2")[ACCOUNT][REGION]
    backend.get_subnet(there.private[0]).cidr_block = ""
    with pytest.raises(SettingsError, match="has no IPv4 addresses"):
        notes(there)


def test_few_free_addresses_are_a_note(there: Ground) -> None:
    few = fill(there, but=3)
    table(there.bench, there.vpc, few, NatGatewayId=there.nat)
    there.placed(few, there.private[1])
    assert notes(there) == (f"vpc_config: addresses of {few}: only 3 free",)


def test_without_a_way_out_a_route_to_the_nat_gateway_mends_it(there: Ground) -> None:
    there.ec2.delete_route(RouteTableId=there.table, DestinationCidrBlock="0.0.0.0/0")
    assert len(notes(there)) == 2  # a subnet each
    (line,) = there.mend(findings(there))
    assert line == (
        f"aws ec2 create-route --region {REGION} --route-table-id {there.table} "
        f"--destination-cidr-block 0.0.0.0/0 --nat-gateway-id {there.nat}"
    )
    assert notes(there) == ()


def test_without_a_nat_gateway_one_is_made_and_then_the_route_to_it(there: Ground) -> None:
    there.ec2.delete_nat_gateway(NatGatewayId=there.nat)
    there.ec2.delete_route(RouteTableId=there.table, DestinationCidrBlock="0.0.0.0/0")
    (line,) = there.mend(findings(there))
    assert f"create-nat-gateway --region {REGION} --subnet-id {there.public} " in line
    (line,) = there.mend(findings(there))
    assert "create-route" in line
    assert notes(there) == ()


def test_a_public_subnet_does_not_help_and_a_private_one_is_named(there: Ground) -> None:
    there.placed(there.public, there.private[1])
    (note,) = notes(there)
    assert "Lambda gives it no public address" in note
    assert f"name a subnet behind a NAT gateway: {there.private[0]}" in note
    there.placed(*there.private)
    assert notes(there) == ()


def test_a_nat_gateway_in_a_private_subnet_is_no_way_out(there: Ground) -> None:
    address = there.ec2.allocate_address(Domain="vpc")["AllocationId"]
    made = there.ec2.create_nat_gateway(SubnetId=there.private[0], AllocationId=address)
    nat = made["NatGateway"]["NatGatewayId"]
    there.ec2.replace_route(
        RouteTableId=there.table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat
    )
    assert len(notes(there)) == 2
    assert all(
        f"it leads to {nat}, which stands in {there.private[0]}, a subnet without" in note
        for note in notes(there)
    )
    (line,) = there.mend(findings(there))
    assert line.startswith(f"aws ec2 replace-route --region {REGION} --route-table-id")
    assert notes(there) == ()


@pytest.fixture
def shut(there: Ground) -> Ground:
    """Without a way to the internet."""
    there.ec2.delete_route(RouteTableId=there.table, DestinationCidrBlock="0.0.0.0/0")
    return there


def test_endpoints_for_the_services_that_are_used_are_enough(shut: Ground) -> None:
    shut.environment(QUEUE=f"https://sqs.{REGION}.amazonaws.com/123456789012/mail", BUCKET="shop")
    sqs, s3, *ways = notes(shut)
    assert "way to sqs, which QUEUE mentions" in sqs
    assert "way to s3, which BUCKET mentions" in s3
    assert len(ways) == 2
    lines = [finding.mend[0] for finding in findings(shut) if "endpoint" in "".join(finding.mend)]
    assert f"--vpc-endpoint-type Gateway --service-name com.amazonaws.{REGION}.s3" in lines[1]
    for finding in findings(shut):
        if finding.rule.startswith("way to"):
            shut.mend([finding])
    assert notes(shut) == ()


def test_a_vpc_with_endpoints_is_meant_to_do_without_the_internet(shut: Ground) -> None:
    shut.ec2.create_vpc_endpoint(
        VpcId=shut.vpc,
        ServiceName=f"com.amazonaws.{REGION}.s3",
        VpcEndpointType="Gateway",
        RouteTableIds=[shut.table],
    )
    assert notes(shut) == ()


def test_what_may_not_be_read_is_a_note_and_no_failure(there: Ground) -> None:
    denied = refusal("UnauthorizedOperation", "no", "DescribeRouteTables")
    there.bench.rules.fail("DescribeRouteTables", denied)
    assert notes(there) == (
        "vpc_config: route to the internet: not known: access denied to ec2:DescribeRouteTables",
    )


def test_the_plan_shows_the_notes(there: Ground) -> None:
    there.placed(there.private[0])
    assert any("all in" in note for note in there.bench.preview().plan.notes)
