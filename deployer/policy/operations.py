"""Which action IAM checks for a call: mostly of its name, and here where it is not. Pure.

AWS, "Service Authorization Reference"; for API Gateway, actions are HTTP's methods.
"""

from collections.abc import Mapping

from .grants import GRANTS

_OTHER: Mapping[str, str] = {
    "lambda Invoke": "lambda:InvokeFunction",
    "resourcegroupstaggingapi GetResources": "tag:GetResources",
    "s3 CompleteMultipartUpload": "s3:PutObject",
    "s3 CreateMultipartUpload": "s3:PutObject",
    "s3 GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3 GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3 HeadBucket": "s3:ListBucket",
    "s3 ListMultipartUploads": "s3:ListBucketMultipartUploads",
    "s3 ListObjectsV2": "s3:ListBucket",
    "s3 PutBucketEncryption": "s3:PutEncryptionConfiguration",
    "s3 PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3 UploadPart": "s3:PutObject",
}
_PREFIXES = {"elbv2": "elasticloadbalancing"}  # of actions, where not the SDK's name
_METHODS = {
    "Create": "POST",
    "Delete": "DELETE",
    "Flush": "DELETE",
    "Get": "GET",
    "Put": "PUT",
    "Untag": "DELETE",
    "Update": "PATCH",
}
_TAGS = {"apigateway": "PUT", "apigatewayv2": "POST"}  # TagResource of the two generations


def action(service: str, operation: str) -> str:
    """IAM's action for a call: "lambda:InvokeFunction" for ("lambda", "Invoke")."""
    if service in _TAGS:
        verbs = (method for verb, method in _METHODS.items() if operation.startswith(verb))
        return f"apigateway:{next(verbs, _TAGS[service])}"
    prefix = _PREFIXES.get(service, service)
    return _OTHER.get(f"{service} {operation}", f"{prefix}:{operation}")


def actions(operation: str) -> list[str]:
    """The actions of the deployer's policy that IAM may check for a call of this name."""
    other = {_OTHER[call] for call in _OTHER if call.endswith(f" {operation}")}
    given = {each for grant in GRANTS for each in grant.actions}
    return sorted(other or {each for each in given if each.endswith(f":{operation}")})
