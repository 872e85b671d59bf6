"""ACM certificates: ISSUED as soon as Route53 has the records that validate them.

moto issues every certificate after a minute, whatever the records are.
"""

from typing import TYPE_CHECKING

from .catalogue import Region
from .control_plane import Call, Operation, Reply

if TYPE_CHECKING:
    from moto.acm.models import CertBundle


def operations() -> list[Operation]:
    from moto import settings

    settings.ACM_VALIDATION_WAIT = 10**9  # seconds: never by itself
    return [Operation("acm", "POST", r"/?", _answer)]


def is_issued(region: Region, arn: str) -> bool:
    """Whether there is such a certificate, and it may be used."""
    from moto.acm.models import acm_backends

    _issue(region)
    issued = acm_backends[region.account][region.name].list_certificates(["ISSUED"], {})
    return arn in [certificate.arn for certificate in issued]


def _answer(call: Call) -> Reply:
    _issue(call.region)
    return call.forward()


def _issue(region: Region) -> None:
    """Issue what waits for its validation and has all its records."""
    from moto.acm.models import acm_backends

    backend = acm_backends[region.account][region.name]
    waiting = list(backend.list_certificates(["PENDING_VALIDATION"], {}))
    there = _cnames(region.account) if waiting else set()
    for certificate in waiting:
        if _wanted(certificate) <= there:
            certificate.status = "ISSUED"


def _wanted(certificate: "CertBundle") -> set[tuple[str, str]]:
    """The CNAME records, (name, value), that validate it."""
    options = certificate.describe()["Certificate"]["DomainValidationOptions"]
    records = [option["ResourceRecord"] for option in options]
    return {(_plain(record["Name"]), _plain(record["Value"])) for record in records}


def _cnames(account: str) -> set[tuple[str, str]]:
    """All CNAME records of the account's public hosted zones."""
    from moto.route53.models import route53_backends

    return {
        (_plain(record.name), _plain(value))
        for zone in route53_backends[account]["aws"].zones.values()
        if not zone.private_zone
        for record in zone.rrsets
        if record.type == "CNAME"
        for value in record.records
    }


def _plain(name: str) -> str:
    return name.rstrip(".").lower()
