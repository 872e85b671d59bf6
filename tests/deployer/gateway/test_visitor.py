"""Whom a front door let in, as the events of both formats say it."""

import pytest

from lift.deployer.engine.health import nobody
from lift.deployer.gateway.visitor import Approved, Signer, Token, Visitor, format_1, format_2
from lift.deployer.settings.authorizer import Authorizer, Iam, Jwt, Lambda

CLAIMS = {"sub": "ada", "exp": 1700000000, "admin": True, "groups": ["a", "b"]}
TEXTS = {"sub": "ada", "exp": "1700000000", "admin": "true", "groups": "[a b]"}


def test_claims_are_text() -> None:
    assert format_2(Token(CLAIMS, ("read",))) == {"jwt": {"claims": TEXTS, "scopes": ["read"]}}
    assert format_1(Token(CLAIMS)) == ({"claims": TEXTS}, {})


def test_who_signed_stands_in_the_identity_of_format_1() -> None:
    authorizer, identity = format_1(Signer("AKIA", "1", "AIDA", "arn:aws:iam::1:user/ada"))
    assert authorizer is None
    assert (identity["accessKey"], identity["userArn"]) == ("AKIA", "arn:aws:iam::1:user/ada")


def test_what_a_function_said_keeps_its_types_in_format_2() -> None:
    said = Approved({"level": 3}, "ada")
    assert format_2(said) == {"lambda": {"level": 3}}
    assert format_1(said) == ({"principalId": "ada", "level": "3"}, {})


@pytest.mark.parametrize(
    ("authorizer", "visitor"),
    [
        (None, None),
        (Iam(), Signer()),
        (Jwt("https://login.example.com", ("shop",)), Token()),
        (Lambda("arn:aws:lambda:eu-west-1:123456789012:function:gate"), Approved()),
    ],
)
def test_the_gate_comes_as_nobody(authorizer: Authorizer | None, visitor: Visitor | None) -> None:
    assert nobody(authorizer) == visitor
