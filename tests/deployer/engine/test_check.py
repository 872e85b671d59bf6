"""``lift check`` against prepared networks: each verdict, and each line it suggests carried out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.check import Checked, Report, check
from lift.deployer.network.finding import Finding
from lift.deployer.resolver import Resolved

from ...aws_rules import refusal
from ..bench import REGION
from ..network.ground import Ground, ground, prepare, table


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Ground]:
    """A right network, with a database that lets the function in by its group's id."""
    with ground(tmp_path) as made:
        yield made


@pytest.fixture
def postgres(there: Ground) -> str:
    host = there.postgres()
    there.let_in(there.database, 5432, UserIdGroupPairs=[{"GroupId": there.function}])
    there.environment(DATABASE_URL=f"postgres://alice:horse@{host}/shop")
    return host


def look(there: Ground, dns: Mapping[str, Resolved | str] | None = None) -> Report:
    def ask(host: str) -> Resolved:
        known = (dns or {}).get(host, Resolved())
        return Resolved((host,), (known,)) if isinstance(known, str) else known

    return check(there.bench.connect(), ask=ask)


def only(there: Ground, dns: Mapping[str, Resolved | str] | None = None) -> Checked:
    (host,) = look(there, dns).hosts
    return host


def wrong(host: Checked) -> list[Finding]:
    return [finding for finding in host.findings if finding.verdict != "yes"]


def mended(there: Ground, host: Checked) -> list[str]:
    """The lines, once they have been run."""
    return there.mend(list(host.findings))


class TestOneVpc:
    def test_a_right_network_is_reachable_rule_by_rule(self, there: Ground, postgres: str) -> None:
        report = look(there)
        (host,) = report.hosts
        assert (host.host, host.port, host.behind) == (postgres, 5432, "RDS instance shop")
        assert host.variables == ("DATABASE_URL",)
        assert host.verdict == "yes"
        assert report.well
        rules = [finding.rule for finding in host.findings]
        assert rules[0] == f"{there.function}, egress"
        assert rules[-1] == f"{there.database}, ingress"
        assert any(rule.startswith("acl-") for rule in rules)

    def test_nothing_of_user_and_password_is_told(self, there: Ground, postgres: str) -> None:
        told = str(look(there).document())
        assert postgres in told
        assert "alice" not in told
        assert "horse" not in told

    def test_no_egress_rule(self, there: Ground, postgres: str) -> None:
        there.no_egress(there.function)
        report = look(there)
        assert not report.well
        (finding,) = wrong(report.hosts[0])
        assert finding.verdict == "no"
        assert finding.said == "no rule lets port 5432 out to 10.0.11.0/24"
        assert mended(there, report.hosts[0]) == [
            (
                f"aws ec2 authorize-security-group-egress --region {REGION} --group-id "
                f"{there.function} --protocol tcp --port 5432 --source-group {there.database}"
            )
        ]
        assert look(there).well

    def test_the_database_group_is_closed(self, there: Ground, postgres: str) -> None:
        there.shut(there.database, 5432, UserIdGroupPairs=[{"GroupId": there.function}])
        host = only(there)
        assert host.verdict == "no"
        assert mended(there, host) == [
            (
                f"aws ec2 authorize-security-group-ingress --region {REGION} --group-id "
                f"{there.database} --protocol tcp --port 5432 --source-group {there.function}"
            )
        ]
        assert only(there).verdict == "yes"

    def test_the_group_may_name_the_subnets_or_a_prefix_list(self, there: Ground) -> None:
        host = there.postgres()
        there.environment(DB_HOST=host)
        there.let_in(there.database, 5432, IpRanges=[{"CidrIp": "10.0.1.0/24"}])
        found = only(there)
        assert found.verdict == "no"  # from the other subnet
        assert "10.0.2.0/24" in wrong(found)[0].said
        made = there.ec2.create_managed_prefix_list(
            PrefixListName="mine",
            MaxEntries=5,
            AddressFamily="IPv4",
            Entries=[{"Cidr": "10.0.2.0/24"}],
        )["PrefixList"]["PrefixListId"]
        there.let_in(there.database, 5432, PrefixListIds=[{"PrefixListId": made}])
        assert only(there).verdict == "yes"
        denied = refusal("UnauthorizedOperation", "no", "GetManagedPrefixListEntries")
        there.bench.rules.fail("GetManagedPrefixListEntries", denied)
        found = only(there)
        assert (found.verdict, wrong(found)[0].said) == (
            "unknown",
            f"the entries of {made} cannot be read",
        )

    def test_function_and_database_share_a_group_that_lets_itself_in(self, there: Ground) -> None:
        there.environment(DB_HOST=there.postgres())
        there.function = there.database
        there.placed(*there.private)
        assert only(there).verdict == "no"
        there.let_in(there.database, 5432, UserIdGroupPairs=[{"GroupId": there.database}])
        assert only(there).verdict == "yes"

    def test_a_part_of_a_subnet_is_unknown(self, there: Ground) -> None:
        there.environment(DB_HOST=there.postgres())
        there.let_in(there.database, 5432, IpRanges=[{"CidrIp": "10.0.0.0/20"}])
        there.placed(there.private[0])
        assert only(there).verdict == "yes"
        there.shut(there.database, 5432, IpRanges=[{"CidrIp": "10.0.0.0/20"}])
        there.let_in(there.database, 5432, IpRanges=[{"CidrIp": "10.0.1.0/25"}])
        host = only(there)
        assert host.verdict == "unknown"
        assert "some addresses of 10.0.1.0/24 only" in wrong(host)[0].said

    def test_network_acls_are_judged_both_ways_and_mended(
        self, there: Ground, postgres: str
    ) -> None:
        acl = there.acl(there.data[0])
        host = only(there)
        assert host.verdict == "no"
        refused = [(finding.rule, finding.said) for finding in wrong(host)]
        assert refused == [
            (f"{acl}, ingress", "rule 32767 refuses port 5432 from 10.0.1.0/24"),
            (f"{acl}, ingress", "rule 32767 refuses port 5432 from 10.0.2.0/24"),
            (f"{acl}, egress", "rule 32767 refuses answers to ports 1024-65535 to 10.0.1.0/24"),
            (f"{acl}, egress", "rule 32767 refuses answers to ports 1024-65535 to 10.0.2.0/24"),
        ]
        assert mended(there, host)[0] == (
            f"aws ec2 create-network-acl-entry --region {REGION} --network-acl-id {acl} --ingress "
            "--rule-number 10 --protocol tcp --port-range From=5432,To=5432 "
            "--cidr-block 10.0.1.0/24 --rule-action allow"
        )
        assert only(there).verdict == "yes"

    def test_all_lines_of_one_report_can_be_run(self, there: Ground, postgres: str) -> None:
        there.ec2.create_network_interface(
            SubnetId=there.data[0], Groups=[there.database], PrivateIpAddress="10.0.11.77"
        )
        there.environment(DB_HOST=postgres, REDIS_URL="redis://10.0.11.77")
        there.acl(there.data[0])
        report = look(there, literal("10.0.11.77"))
        lines = there.mend([each for host in report.hosts for each in host.findings])
        assert sum("create-network-acl-entry" in line for line in lines) == 6
        assert look(there, literal("10.0.11.77")).well

    def test_a_rule_that_denies_is_overtaken(self, there: Ground, postgres: str) -> None:
        (acl,) = there.ec2.describe_network_acls(
            Filters=[{"Name": "association.subnet-id", "Values": [there.private[0]]}]
        )["NetworkAcls"]
        there.ec2.create_network_acl_entry(
            NetworkAclId=acl["NetworkAclId"],
            RuleNumber=50,
            Protocol="6",
            RuleAction="deny",
            Egress=False,
            CidrBlock="10.0.11.0/24",
            PortRange={"From": 40000, "To": 50000},
        )
        host = only(there)
        assert host.verdict == "unknown"
        assert "rule 50 refuses some of answers to ports 1024-65535" in wrong(host)[0].said
        mended(there, host)
        assert only(there).verdict == "yes"

    def test_in_one_subnet_no_acl_stands_between(self, there: Ground) -> None:
        there.environment(DB_HOST=there.postgres(there.private[0], there.private[1]))
        there.let_in(there.database, 5432, UserIdGroupPairs=[{"GroupId": there.function}])
        there.placed(there.private[0])
        there.acl(there.private[0])
        assert only(there).verdict == "yes"

    def test_a_wrong_port_is_said(self, there: Ground) -> None:
        there.environment(DB_HOST=there.postgres(), DB_PORT="3306")
        assert wrong(only(there))[0].said == "RDS instance shop listens on 5432, not on 3306"


def peering(there: Ground) -> str:
    (only,) = there.ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]
    return str(only["VpcPeeringConnectionId"])


class TestTwoVpcs:
    @pytest.fixture
    def other(self, there: Ground) -> Ground:
        """Another VPC, whose database the function's variables name."""
        made = prepare(there.bench, "10.1")
        there.environment(DB_HOST=made.postgres())
        return made

    def test_the_wrong_vpc_is_peered_step_by_step(self, there: Ground, other: Ground) -> None:
        host = only(there)
        assert host.verdict == "no"
        (way,) = (each for each in host.findings if each.rule.startswith("way from"))
        assert f"or move the function: set vpc_config to subnets of {other.vpc}" in way.said
        assert way.mend == (
            (
                f"aws ec2 create-vpc-peering-connection --region {REGION} --vpc-id {there.vpc} "
                f"--peer-vpc-id {other.vpc}"
            ),
        )
        mended(there, host)  # asks for the peering, and lets the function's subnets in
        there.ec2.create_route(
            RouteTableId=there.table,
            DestinationCidrBlock="10.1.11.0/24",
            VpcPeeringConnectionId=peering(there),
        )
        host = only(there)
        assert "pending-acceptance" in str(host.document())
        assert "accept-vpc-peering-connection" in mended(there, host)[0]
        routes = mended(there, only(there))
        assert [line.split()[2] for line in routes] == ["create-route"] * 2  # back to each subnet
        assert only(there).verdict == "yes"

    def test_or_the_function_moves(self, there: Ground, other: Ground) -> None:
        moved = other.private
        there.function = other.function
        there.placed(*moved)
        other.let_in(other.database, 5432, UserIdGroupPairs=[{"GroupId": other.function}])
        assert only(there).verdict == "yes"

    def test_overlapping_addresses_cannot_be_peered(self, there: Ground) -> None:
        other = prepare(there.bench, "10.0")
        there.environment(DB_HOST=other.postgres())
        (way,) = (each for each in only(there).findings if each.rule.startswith("way from"))
        assert "their addresses overlap: no peering" in way.said
        assert way.mend == ()

    def test_a_route_may_be_for_a_prefix_list(self, there: Ground, other: Ground) -> None:
        mended(there, only(there))
        mended(there, only(there))
        made = there.ec2.create_managed_prefix_list(
            PrefixListName="data",
            MaxEntries=5,
            AddressFamily="IPv4",
            Entries=[{"Cidr": "10.1.0.0/16"}],
        )["PrefixList"]["PrefixListId"]
        there.ec2.create_route(
            RouteTableId=there.table,
            DestinationPrefixListId=made,
            VpcPeeringConnectionId=peering(there),
        )
        routes = [each for each in only(there).findings if "route to 10.1.11.0/24" in each.rule]
        assert [each.verdict for each in routes] == ["yes"]

    def test_what_a_transit_gateway_does_is_unknown(self, there: Ground, other: Ground) -> None:
        gateway = there.ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
        for each in (there, other):
            there.ec2.create_transit_gateway_vpc_attachment(
                TransitGatewayId=gateway, VpcId=each.vpc, SubnetIds=[each.private[0]]
            )
        lines = mended(there, only(there))
        assert sum(f"--transit-gateway-id {gateway}" in line for line in lines) == 3
        host = only(there)
        assert host.verdict == "unknown"
        assert f"it leads to {gateway}, and lift cannot see further" in wrong(host)[0].said

    def test_connections_that_may_not_be_read_are_unknown(
        self, there: Ground, other: Ground
    ) -> None:
        other.let_in(other.database, 5432, IpRanges=[{"CidrIp": "10.0.0.0/16"}])
        denied = refusal("UnauthorizedOperation", "no", "DescribeVpcPeeringConnections")
        there.bench.rules.fail("DescribeVpcPeeringConnections", denied)
        assert "access denied to ec2:DescribeVpcPeeringConnections" in str(only(there).document())

    def test_a_public_database_elsewhere_is_reached_through_the_nat_gateway(
        self, there: Ground
    ) -> None:
        other = prepare(there.bench, "10.1")
        there.environment(DB_HOST=other.postgres(public=True))
        assert only(there).verdict == "no"
        mended(there, only(there))
        assert only(there).verdict == "yes"


DNS = {"api.example.com": "93.184.215.14"}


class TestTheInternet:
    @pytest.fixture
    def api(self, there: Ground) -> Ground:
        there.environment(API_URL="https://api.example.com/v1")
        return there

    def test_through_a_nat_gateway(self, api: Ground) -> None:
        host = only(api, DNS)
        assert (host.behind, host.verdict) == ("a public host", "yes")

    def test_not_without_one(self, api: Ground) -> None:
        api.ec2.delete_route(RouteTableId=api.table, DestinationCidrBlock="0.0.0.0/0")
        assert only(api, DNS).verdict == "no"
        (line,) = mended(api, only(api, DNS))
        assert "create-route" in line
        assert only(api, DNS).verdict == "yes"

    def test_not_without_an_egress_rule(self, api: Ground) -> None:
        api.no_egress(api.function)
        (line,) = mended(api, only(api, DNS))
        assert line.endswith("--protocol tcp --port 443 --cidr 0.0.0.0/0")
        assert only(api, DNS).verdict == "yes"

    def test_the_acl_of_the_nat_gateways_subnet_counts(self, api: Ground) -> None:
        acl = api.acl(api.public)
        host = only(api, DNS)
        assert {finding.rule for finding in wrong(host)} == {f"{acl}, ingress", f"{acl}, egress"}
        mended(api, host)
        assert only(api, DNS).verdict == "yes"

    def test_a_name_that_does_not_resolve_is_unknown(self, api: Ground) -> None:
        report = look(api)
        assert report.hosts[0].verdict == "unknown"
        assert report.well

    def test_aws_services_by_their_endpoints_without_a_nat_gateway(self, there: Ground) -> None:
        there.ec2.delete_route(RouteTableId=there.table, DestinationCidrBlock="0.0.0.0/0")
        queue = f"https://sqs.{REGION}.amazonaws.com/123456789012/mail"
        there.environment(QUEUE=queue, FILES=f"https://shop.s3.{REGION}.amazonaws.com")
        dns = {f"sqs.{REGION}.amazonaws.com": "54.239.98.1"}
        dns[f"shop.s3.{REGION}.amazonaws.com"] = "52.218.1.1"
        report = look(there, dns)
        assert [host.verdict for host in report.hosts] == ["no", "no"]
        there.mend([each for each in report.placement if each.rule.startswith("way to")])
        sqs, s3 = look(there, dns).hosts
        assert (sqs.behind[:8], sqs.verdict) == ("sqs by v", "no")  # its group is shut
        assert (s3.behind[:7], s3.verdict) == ("s3 by v", "yes")
        (line,) = mended(there, sqs)
        assert f"--group-id {there.function} --protocol tcp --port 443" in line
        report = look(there, dns)
        assert report.well
        assert [host.verdict for host in report.hosts] == ["yes", "yes"]

    def test_a_gateway_endpoint_of_other_route_tables_does_not_help(self, there: Ground) -> None:
        there.ec2.create_vpc_endpoint(
            VpcId=there.vpc,
            ServiceName=f"com.amazonaws.{REGION}.s3",
            VpcEndpointType="Gateway",
            RouteTableIds=[table(there.bench, there.vpc)],
        )
        name = f"shop.s3.{REGION}.amazonaws.com"
        there.environment(FILES=f"https://{name}")
        assert only(there, {name: "52.218.1.1"}).behind == "a public host"


class TestWithoutVpc:
    @pytest.fixture(autouse=True)
    def nowhere(self, there: Ground) -> None:
        there.nowhere()

    def test_a_private_database_is_not_reached_and_it_is_said_what_to_set(
        self, there: Ground
    ) -> None:
        there.environment(DB_HOST=there.postgres())
        report = look(there)
        (finding,) = report.hosts[0].findings
        assert (report.vpc, report.well, finding.verdict) == (None, False, "no")
        named = f'"vpc_config": {{"SubnetIds": ["{there.data[0]}"], "SecurityGroupIds": ['
        assert named in finding.said
        (line,) = mended(there, report.hosts[0])
        assert f"create-security-group --region {REGION} --vpc-id {there.vpc}" in line
        found = there.ec2.describe_security_groups(
            Filters=[{"Name": "group-name", "Values": ["shop-production"]}]
        )["SecurityGroups"]
        there.function = found[0]["GroupId"]
        there.placed(there.data[0])
        mended(there, only(there))  # which lets that group in
        assert only(there).verdict == "yes"

    def test_a_public_database_is_reached_as_far_as_it_lets_everybody_in(
        self, there: Ground
    ) -> None:
        there.environment(DB_HOST=there.postgres(public=True))
        host = only(there)
        assert host.verdict == "no"
        assert "better than opening it: put the function into" in wrong(host)[0].said
        assert mended(there, host) == []
        there.let_in(there.database, 5432, IpRanges=[{"CidrIp": "0.0.0.0/0"}])
        assert only(there).verdict == "yes"

    def test_public_hosts_are_reached_and_private_addresses_are_not(self, there: Ground) -> None:
        there.environment(A_URL="https://api.example.com", REDIS_URL="redis://10.0.11.7")
        public, private = look(
            there, {"api.example.com": "93.184.215.14"} | literal("10.0.11.7")
        ).hosts
        assert public.verdict == "yes"
        assert (private.verdict, private.behind) == ("no", "a private address")


def literal(address: str) -> dict[str, str]:
    """As DNS answers an address: with itself."""
    return {address: address}


class TestWhatIsBehind:
    """The other things a host may be; each lets everybody of its VPC in."""

    @pytest.fixture(autouse=True)
    def open(self, there: Ground) -> None:
        every = [{"CidrIp": "10.0.0.0/16"}]
        there.ec2.authorize_security_group_ingress(
            GroupId=there.database, IpPermissions=[{"IpProtocol": "-1", "IpRanges": every}]
        )

    def test_an_aurora_cluster_by_writer_and_reader(self, there: Ground) -> None:
        there.postgres()
        made = there.rds.create_db_cluster(
            DBClusterIdentifier="shop",
            Engine="aurora-postgresql",
            MasterUsername="alice",
            MasterUserPassword="correct horse",
            DBSubnetGroupName=there.vpc,
            VpcSecurityGroupIds=[there.database],
        )["DBCluster"]
        there.environment(DB_HOST=made["Endpoint"], READER_HOST=made["ReaderEndpoint"])
        found = look(there).hosts
        assert [(each.behind, each.verdict) for each in found] == [
            ("aurora-postgresql cluster shop", "yes")
        ] * 2

    def test_an_rds_proxy(self, there: Ground) -> None:
        made = there.rds.create_db_proxy(
            DBProxyName="pool",
            EngineFamily="POSTGRESQL",
            Auth=[{"AuthScheme": "SECRETS", "SecretArn": "arn:aws:secretsmanager:x:1:secret:x"}],
            RoleArn="arn:aws:iam::123456789012:role/x",
            VpcSubnetIds=list(there.data),
            VpcSecurityGroupIds=[there.database],
        )["DBProxy"]
        there.environment(DB_HOST=made["Endpoint"])
        host = only(there)
        assert (host.behind, host.verdict) == ("RDS Proxy pool", "yes")

    def test_a_redis_replication_group(self, there: Ground) -> None:
        primary = there.redis()
        there.environment(REDIS_URL=f"rediss://:horse@{primary}:6379/0")
        host = only(there)
        assert (host.behind, host.verdict) == ("ElastiCache group shop", "yes")

    def test_a_memcached_cluster_by_its_node(self, there: Ground) -> None:
        endpoint: Any = {"Address": "shop.abc.0001.euw1.cache.amazonaws.com", "Port": 11211}
        there.cluster("shop", CacheNodes=[{"Endpoint": endpoint}])
        there.environment(MEMCACHED_SERVERS=endpoint["Address"])
        host = only(there)
        assert (host.behind, host.port, host.verdict) == ("ElastiCache cluster shop", 11211, "yes")

    def test_a_serverless_cache(self, there: Ground) -> None:
        endpoint: Any = {"Address": "shop-abc.serverless.euw1.cache.amazonaws.com", "Port": 6379}
        told = {
            "ServerlessCacheName": "shop",
            "Endpoint": endpoint,
            "SubnetIds": list(there.data),
            "SecurityGroupIds": [there.database],
        }
        there.tells("DescribeServerlessCaches", {"ServerlessCaches": [told]})
        there.environment(VALKEY_HOST=endpoint["Address"])
        host = only(there)
        assert (host.behind, host.verdict) == ("ElastiCache serverless shop", "yes")

    def test_security_groups_that_aws_does_not_tell_are_unknown(self, there: Ground) -> None:
        there.environment(REDIS_HOST=there.redis())
        there.answers(
            "DescribeCacheClusters", lambda said: said["CacheClusters"][0].pop("SecurityGroups")
        )
        assert only(there).verdict == "unknown"

    def test_whatever_has_a_network_interface_in_a_vpc(self, there: Ground) -> None:
        there.ec2.create_network_interface(
            SubnetId=there.data[0],
            Groups=[there.database],
            PrivateIpAddress="10.0.11.77",
            Description="ES shop",
        )
        name = f"vpc-shop.{REGION}.es.amazonaws.com"
        there.environment(SEARCH_URL=f"https://{name}")
        host = only(there, {name: "10.0.11.77"})
        assert host.behind.endswith(" (ES shop)")
        assert host.verdict == "yes"

    def test_an_alias_of_a_database(self, there: Ground) -> None:
        there.environment(DATABASE_URL="postgres://db.example.com/shop")
        alias = Resolved(("db.example.com", there.postgres()), ("10.0.11.9",))
        host = only(there, {"db.example.com": alias})
        assert (host.behind, host.verdict) == ("RDS instance shop", "yes")

    def test_an_address_that_nobody_here_has_is_unknown(self, there: Ground) -> None:
        there.environment(REDIS_URL="redis://10.0.11.7")
        host = only(there, literal("10.0.11.7"))
        assert host.verdict == "unknown"
        assert "what has the address cannot be seen" in wrong(host)[0].said

    def test_a_private_address_that_no_route_leads_to_is_unreachable(self, there: Ground) -> None:
        there.environment(REDIS_URL="redis://192.168.0.7")
        host = only(there, literal("192.168.0.7"))
        assert host.verdict == "no"
        assert "has none that leads to private addresses" in wrong(host)[0].said

    def test_databases_that_may_not_be_read_are_unknown_and_the_refusal_is_told(
        self, there: Ground
    ) -> None:
        there.environment(DB_HOST=there.postgres())
        denied = refusal("AccessDenied", "alice may not", "DescribeDBInstances")
        there.bench.rules.fail("DescribeDBInstances", denied)
        host = only(there)
        assert host.verdict == "unknown"
        assert "access denied, rds:DescribeDBInstances: alice may not" in host.findings[0].said

    def test_the_execution_environment_itself_is_unknown(self, there: Ground) -> None:
        there.environment(REDIS_URL="redis://localhost")
        assert only(there).behind == "the function itself"

    def test_one_host_under_several_names_is_told_once(self, there: Ground) -> None:
        host = there.postgres()
        there.environment(DB_HOST=host, DB_PORT="5432", DATABASE_URL=f"postgres://{host}/shop")
        assert only(there).variables == ("DB_HOST", "DATABASE_URL")
