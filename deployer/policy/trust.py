"""Who may take on the deployer's role: the runs of one repository, told by their OIDC token. Pure.

GitHub, "Configuring OpenID Connect in Amazon Web Services"; GitLab, "Configure OpenID Connect in
AWS to retrieve temporary credentials". The account needs the host as an identity provider, once.
"""

import re
from dataclasses import dataclass

from ..errors import UsageError
from ..resources.place import Place

_FORM = re.compile(r"(github|gitlab):([\w.-]+(?:/[\w.-]+)+)(?::([^\s:*?]+))?")
_HOSTS = {"github": "token.actions.githubusercontent.com", "gitlab": "gitlab.com"}
_AUDIENCES = {"github": "sts.amazonaws.com", "gitlab": "https://gitlab.com"}


@dataclass(frozen=True)
class Trust:
    """``branch`` is empty for all of them."""

    service: str  # "github" or "gitlab"
    repository: str
    branch: str = ""

    @classmethod
    def parse(cls, text: str) -> "Trust":
        """From "github:owner/repository:branch"; raises ``UsageError``."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise UsageError(
                f"--trust {text}: that names no repository",
                hint="write github:OWNER/REPOSITORY or gitlab:GROUP/PROJECT, and :BRANCH after it "
                "to trust the runs of one branch only",
            )
        return cls(match[1], match[2], match[3] or "")

    @property
    def subject(self) -> str:
        """What the token says who is running."""
        if self.service == "github":
            runs = f"ref:refs/heads/{self.branch}" if self.branch else "*"
            return f"repo:{self.repository}:{runs}"
        runs = f"ref_type:branch:ref:{self.branch}" if self.branch else "*"
        return f"project_path:{self.repository}:{runs}"

    def document(self, place: Place) -> dict[str, object]:
        """The role's trust policy."""
        host = _HOSTS[self.service]
        provider = f"arn:{place.partition}:iam::{place.account}:oidc-provider/{host}"
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {f"{host}:aud": _AUDIENCES[self.service]},
                "StringLike": {f"{host}:sub": self.subject},
            },
        }
        return {"Version": "2012-10-17", "Statement": [statement]}
