"""``lift check`` as a person reads it."""

from lift.deployer.engine.check import Checked, Report
from lift.deployer.network.finding import Finding, Verdict
from lift.deployer.show.check import shown
from lift.deployer.style import plain

IN = Finding("sg-db, ingress", "no", "no rule lets port 5432 in from 10.0.1.0/24", ("aws ec2 x",))
OUT = Finding("sg-fn, egress", "yes", "lets port 5432 out to 10.0.11.0/24")
ZONES = Finding("zones", "note", "all in eu-west-1a")


def host(*findings: Finding, variables: tuple[str, ...] = ("DB_HOST",)) -> Checked:
    return Checked(variables, "db.example.com", 5432, "RDS instance shop", findings)


def text(*hosts: Checked, whole: bool = False) -> list[str]:
    report = Report("live", "vpc-1", (ZONES,), hosts)
    return plain(shown(report, whole=whole)).splitlines()


def test_each_host_has_what_is_wrong_and_the_lines_that_mend_it() -> None:
    assert text(host(OUT, IN)) == [
        "live in vpc-1",
        "  ! zones  all in eu-west-1a",
        "",
        "✗ DB_HOST  db.example.com:5432  RDS instance shop  unreachable",
        "  ✗ sg-db, ingress  no rule lets port 5432 in from 10.0.1.0/24",
        "      aws ec2 x",
        "",
        "1 unreachable",
    ]


def test_what_is_right_is_listed_when_asked_for_in_columns() -> None:
    assert text(host(OUT, IN), whole=True)[4:6] == [
        "  ✓ sg-fn, egress   lets port 5432 out to 10.0.11.0/24",
        "  ✗ sg-db, ingress  no rule lets port 5432 in from 10.0.1.0/24",
    ]


def test_the_sum_counts_hosts() -> None:
    unknown = Finding("route", "unknown", "why")
    hosts = (host(OUT), host(OUT, unknown), host(IN, unknown), host(OUT, ZONES))
    assert text(*hosts)[-1] == "2 reachable, 1 unreachable, 1 unknown"
    assert text()[-1] == "no environment variable names a host"


def test_a_report_is_well_unless_something_is_known_to_be_shut() -> None:
    def well(verdict: Verdict) -> bool:
        return Report("live", None, (), (host(Finding("rule", verdict, "said")),)).well

    assert [well(verdict) for verdict in ("yes", "note", "unknown", "no")] == [
        True,
        True,
        True,
        False,
    ]
    full = Finding("addresses of subnet-1", "no", "none free")
    assert not Report("live", "vpc-1", (full,), ()).well
