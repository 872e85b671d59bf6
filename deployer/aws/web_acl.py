"""AWS WAF: the web ACL in front of a REST API's stage. The ACL itself is the user's."""

from typing import TYPE_CHECKING

from ..errors import AwsError, SettingsError
from .absent import found
from .errors import code
from .wait import retrying

if TYPE_CHECKING:
    from .session import Aws


def check(aws: "Aws", arn: str) -> None:
    """Before the first write: it is there, and in the region of the API."""
    _, _, _, region, _, resource = arn.split(":")
    if region != aws.place.region:
        raise SettingsError(
            f'"web_acl_arn" is in {region}, and the stage in {aws.place.region}',
            hint="a web ACL protects what is in its own region",
        )
    _, _, name, identifier = resource.split("/")
    acl = found(lambda: aws.waf.get_web_acl(Name=name, Scope="REGIONAL", Id=identifier))
    if acl is None:
        raise AwsError(
            f"there is no web ACL {name} ({identifier}) in {region}",
            hint="`aws wafv2 list-web-acls --scope REGIONAL` shows those that there are",
        )


def lead(aws: "Aws", stage: str, arn: str) -> None:
    """Put the web ACL ``arn`` before the stage with the ARN ``stage``; "" takes it away.

    A stage has one: another takes its place.
    """
    if not arn:
        aws.waf.disassociate_web_acl(ResourceArn=stage)
        return
    retrying(
        lambda: aws.waf.associate_web_acl(WebACLArn=arn, ResourceArn=stage),
        lambda error: code(error) == "WAFUnavailableEntityException",
        aws,
        what="AWS WAF to see the stage",
        usually="a few seconds",
        timeout=120,
    )
