"""``"domain"`` on an emulated AWS: certificate, domain name, mapping and records."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import NotOurs
from lift.deployer.settings.domain import Domain

from ..aws_rules import Answer
from .bench import Bench, bench

NAME = "shop.example.com"
DOMAIN = (Domain(NAME),)
OTHERS = "mail.example.com."


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    """With a hosted zone that has a record of somebody else."""

    def function(name: str, version: str, payload: Any) -> Answer:
        return Answer({"statusCode": 200, "body": "hello"})

    # Without a health check: what waits for the certificate meanwhile makes time pass for it too.
    with bench(tmp_path, function, health_check=None) as made:
        dns = made.client("route53")
        for zone in ("com", "example.com"):
            dns.create_hosted_zone(Name=zone, CallerReference=zone)
        write(made, OTHERS, "A", "192.0.2.1")
        yield made


def zone(stage: Bench) -> str:
    zones = stage.client("route53").list_hosted_zones()["HostedZones"]
    return next(str(each["Id"]) for each in zones if each["Name"] == "example.com.")


def write(stage: Bench, name: str, kind: str, value: str) -> None:
    records = [{"Value": value}]
    sets = {"Name": name, "Type": kind, "TTL": 60, "ResourceRecords": records}
    stage.client("route53").change_resource_record_sets(
        HostedZoneId=zone(stage),
        ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": sets}]},
    )


def records(stage: Bench) -> dict[tuple[str, str], Any]:
    """Those of the zone, but its own: by name and type, where they lead."""
    answer = stage.client("route53").list_resource_record_sets(HostedZoneId=zone(stage))
    return {
        (each["Name"], each["Type"]): each.get("AliasTarget", {}).get("DNSName")
        or each["ResourceRecords"][0]["Value"]
        for each in answer["ResourceRecordSets"]
        if each["Type"] not in ("NS", "SOA")
    }


def certificates(stage: Bench) -> list[str]:
    listed = stage.client("acm").list_certificates()["CertificateSummaryList"]
    return [each["CertificateArn"] for each in listed]


def domain_names(stage: Bench) -> list[Any]:
    return list(stage.client("apigatewayv2").get_domain_names()["Items"])


def mappings(stage: Bench) -> list[tuple[str, str]]:
    listed = stage.client("apigatewayv2").get_api_mappings(DomainName=NAME)["Items"]
    return [(each["ApiMappingKey"], each["ApiId"]) for each in listed]


def api(stage: Bench) -> str:
    (there,) = stage.client("apigatewayv2").get_apis()["Items"]
    return str(there["ApiId"])


class TestCreating:
    def test_everything_is_made_and_the_application_knows_the_name(self, stage: Bench) -> None:
        done = stage.deploy(domain=DOMAIN)
        assert done.url == f"https://{NAME}"
        assert ["execute-api" in url for url in done.further_urls] == [True]
        (domain,) = domain_names(stage)
        (configuration,) = domain["DomainNameConfigurations"]
        assert domain["Tags"]["lift:stage"] == "production"
        assert [configuration["CertificateArn"]] == certificates(stage)
        assert configuration["SecurityPolicy"] == "TLS_1_2"
        assert mappings(stage) == [("", api(stage))]
        found = records(stage)
        leads_to = "d-shop-example-com.execute-api.eu-west-1.amazonaws.com"
        for kind in ("A", "AAAA"):
            assert found[f"{NAME}.", kind].rstrip(".") == leads_to
        assert found[f"_lift.{NAME}.", "TXT"] == '"lift:project=shop,lift:stage=production"'
        assert [kind for _, kind in found].count("CNAME") == 1
        hosts = stage.configuration("1")["Environment"]["Variables"]["LIFT_HOSTS"]
        assert hosts.split(",")[0] == NAME

    def test_the_domain_leads_to_the_api_only_after_the_release(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN)
        order = stage.rules.writes
        assert order.index("UpdateAlias") < order.index("AddPermission")
        assert order.index("AddPermission") < order.index("CreateApiMapping")

    def test_again_there_is_nothing_to_do(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN)
        assert stage.deploy().changed == ()
        assert stage.rules.writes == []

    def test_several_domains(self, stage: Bench) -> None:
        stage.deploy(domain=(Domain(NAME), Domain("www.example.com", base_path="/shop")))
        assert len(domain_names(stage)) == len(certificates(stage)) == 2
        assert stage.deploy().changed == ()

    def test_a_certificate_of_somebody_else_is_used_and_left(self, stage: Bench) -> None:
        acm = stage.client("acm")
        arn = acm.request_certificate(DomainName="*.example.com")["CertificateArn"]
        (option,) = acm.describe_certificate(CertificateArn=arn)["Certificate"][
            "DomainValidationOptions"
        ]
        record = option["ResourceRecord"]
        write(stage, record["Name"], record["Type"], record["Value"])
        stage.connect().acm.list_certificates()
        stage.rules.clock.sleep(100)
        stage.deploy(domain=DOMAIN)
        assert certificates(stage) == [arn]
        assert stage.deploy().changed == ()
        undeploy(stage.connect(), stage.ui, yes=True)
        assert certificates(stage) == [arn]
        assert (record["Name"], "CNAME") in records(stage)


class TestByHand:
    def test_the_records_are_shown_and_the_validation_waited_for(self, stage: Bench) -> None:
        with stage.rules.clock.every(60, lambda: self._obey(stage)):
            stage.deploy(domain=(Domain(NAME, route53=False),))
        notes = [text for kind, text in stage.ui.said if kind == "note"]
        assert [note for note in notes if note.startswith("make this record: _")]
        target = "d-shop-example-com.execute-api.eu-west-1.amazonaws.com"
        assert f"make this record: {NAME} CNAME {target} (or an alias record to it)" in notes
        assert (f"{NAME}.", "A") not in records(stage)
        assert stage.deploy().changed == ()

    def test_a_run_that_is_stopped_goes_on_later(self, stage: Bench) -> None:
        stage.rules.fail("CreateDomainName", KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            stage.deploy(domain=DOMAIN)
        (arn,) = certificates(stage)
        stage.deploy()
        assert certificates(stage) == [arn]

    def _obey(self, stage: Bench) -> None:
        for _, text in stage.ui.said:
            if text.startswith("make this record: _"):
                name, kind, value = text.removeprefix("make this record: ").split()
                write(stage, name, kind, value)


class TestChanging:
    def test_another_base_path_is_another_mapping(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN)
        stage.deploy(domain=(Domain(NAME, base_path="/shop"),))
        assert mappings(stage) == [("shop", api(stage))]
        assert set(stage.rules.writes) == {"CreateApiMapping", "DeleteApiMapping"}

    def test_dropped_from_the_settings_all_of_it_goes_and_nothing_else(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN)
        stage.deploy(domain=())
        assert (domain_names(stage), certificates(stage)) == ([], [])
        assert set(records(stage)) == {(OTHERS, "A")}
        assert stage.deploy().changed == ()

    def test_what_was_changed_by_hand_is_put_right(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN)
        write(stage, f"{NAME}.", "A", "192.0.2.9")
        apis = stage.client("apigatewayv2")
        (there,) = apis.get_api_mappings(DomainName=NAME)["Items"]
        apis.delete_api_mapping(DomainName=NAME, ApiMappingId=there["ApiMappingId"])
        stage.deploy()
        assert records(stage)[f"{NAME}.", "A"].startswith("d-shop-example-com")
        assert mappings(stage) == [("", api(stage))]

    def test_undeploy_takes_its_own_and_no_others(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN)
        undeploy(stage.connect(), stage.ui, yes=True)
        assert (domain_names(stage), certificates(stage)) == ([], [])
        assert set(records(stage)) == {(OTHERS, "A")}


class TestAnotherFrontDoor:
    def test_the_domain_moves_after_the_release_and_the_old_door_stays(self, stage: Bench) -> None:
        before = stage.deploy(domain=DOMAIN)
        after = stage.deploy(api="rest")
        assert (before.url, before.further_urls) == (after.url, after.former_urls)
        assert [id_ in str(after.further_urls) for _, id_ in mappings(stage)] == [True]
        order = stage.rules.writes
        assert order.index("UpdateAlias") < order.index("AddPermission")
        assert order.index("CreateDeployment") < order.index("UpdateApiMapping")
        assert order.index("AddPermission") < order.index("UpdateApiMapping")
        assert "CreateApiMapping" not in order
        stage.deploy(retire=True)
        assert stage.client("apigatewayv2").get_apis()["Items"] == []
        assert stage.deploy().changed == ()

    def test_and_back(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN, api="rest")
        stage.deploy(api="http", retire=True)
        assert mappings(stage) == [("", api(stage))]
        assert stage.client("apigateway").get_rest_apis()["items"] == []
        undeploy(stage.connect(), stage.ui, yes=True)
        assert domain_names(stage) == []


class TestOthers:
    def test_a_record_of_somebody_else_is_not_overwritten(self, stage: Bench) -> None:
        write(stage, f"{NAME}.", "A", "192.0.2.9")
        with pytest.raises(NotOurs, match=f"records of {NAME}"):
            stage.deploy(domain=DOMAIN)
        assert stage.rules.writes == []

    def test_unless_it_is_adopted(self, stage: Bench) -> None:
        write(stage, f"{NAME}.", "CNAME", "old.example.net")
        stage.deploy((f"records of {NAME}",), domain=DOMAIN)
        kinds = {kind for name, kind in records(stage) if name == f"{NAME}."}
        assert kinds == {"A", "AAAA"}

    def test_a_domain_of_another_stage_is_refused(self, stage: Bench) -> None:
        stage.deploy(domain=DOMAIN)
        with pytest.raises(NotOurs, match=f"domain {NAME}"):
            stage.deploy(name="staging")


class TestTrouble:
    """Stopped at a call, before it was carried out or after: the next run ends the same."""

    @pytest.mark.parametrize("after", [False, True])
    @pytest.mark.parametrize(
        "operation", ["RequestCertificate", "ChangeResourceRecordSets", "CreateApiMapping"]
    )
    def test_a_run_that_was_killed_is_finished(
        self, stage: Bench, operation: str, after: bool
    ) -> None:
        stage.rules.fail(operation, KeyboardInterrupt(), after=after)
        with pytest.raises(KeyboardInterrupt):
            stage.deploy(domain=DOMAIN)
        stage.deploy()
        assert len(certificates(stage)) == len(mappings(stage)) == 1
        assert stage.deploy().changed == ()

    @pytest.mark.parametrize("after", [False, True])
    @pytest.mark.parametrize(
        "operation", ["DeleteApiMapping", "DeleteDomainName", "DeleteCertificate"]
    )
    def test_so_is_one_that_took_a_domain_back(
        self, stage: Bench, operation: str, after: bool
    ) -> None:
        stage.deploy(domain=DOMAIN)
        stage.rules.fail(operation, KeyboardInterrupt(), after=after)
        with pytest.raises(KeyboardInterrupt):
            stage.deploy(domain=())
        stage.deploy()
        assert (domain_names(stage), certificates(stage)) == ([], [])
        assert set(records(stage)) == {(OTHERS, "A")}
