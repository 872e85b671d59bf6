"""Who may come in, as the settings have it; what a front door cannot ask for is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.authorizer import Authorizer, Cognito, Iam, Jwt, Lambda

POOL = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf"
GATE = "arn:aws:lambda:eu-west-1:123456789012:function:gate:live"
JWT = {"type": "jwt", "issuer": "https://login.example.com", "audiences": ["shop"]}
COGNITO = {"type": "cognito", "user_pool_arn": POOL, "client_ids": ["app"], "scopes": ["a", "b"]}
LAMBDA = {"type": "lambda", "function_arn": GATE}


def loaded(folder: Path, **settings: Any) -> Authorizer | None:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", **settings}}))
    return load(file, None).authorizer


@pytest.mark.parametrize(
    ("value", "authorizer"),
    [
        ("iam", Iam()),
        ({"type": "iam"}, Iam()),
        (JWT, Jwt("https://login.example.com", ("shop",))),
        (COGNITO, Cognito(POOL, ("app",), ("a", "b"))),
        (LAMBDA, Lambda(GATE, ("Authorization",), 300, "simple")),
        (
            {**LAMBDA, "headers": ["X-Key"], "cache_seconds": 0, "answer": "policy"},
            Lambda(GATE, ("X-Key",), 0, "policy"),
        ),
    ],
)
def test_it_is_what_the_settings_say(value: object, authorizer: Authorizer, tmp_path: Path) -> None:
    assert loaded(tmp_path, authorizer=value) == authorizer


def test_a_function_url_knows_iam(tmp_path: Path) -> None:
    assert loaded(tmp_path, authorizer="iam", api="url") == Iam()


@pytest.mark.parametrize(
    ("api", "value", "words"),
    [
        ("url", JWT, 'the authorizer "jwt", which a function URL .* cannot do'),
        ("url", COGNITO, 'the authorizer "cognito", which a function URL .* cannot do'),
        ("url", LAMBDA, 'the authorizer "lambda", which a function URL .* cannot do'),
        ("none", "iam", "a stage without front door .* cannot do"),
    ],
)
def test_what_a_front_door_cannot_is_refused_naming_one_that_can(
    api: str, value: object, words: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        loaded(tmp_path, authorizer=value, api=api)
    assert '"api": "http"' in caught.value.hint


@pytest.mark.parametrize(
    ("value", "authorizer"),
    [
        ({**LAMBDA, "answer": "policy"}, Lambda(GATE, answer="policy")),
        ({"type": "cognito", "user_pool_arn": POOL}, Cognito(POOL)),
    ],
)
def test_a_rest_api_asks_functions_and_user_pools(
    value: object, authorizer: Authorizer, tmp_path: Path
) -> None:
    assert loaded(tmp_path, authorizer=value, api="rest") == authorizer


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (JWT, 'the authorizer "jwt", which a REST API .* cannot do'),
        (LAMBDA, 'the answer "simple", which a REST API .* does not understand'),
        (COGNITO, '"client_ids", which a REST API .* does not look at'),
    ],
)
def test_what_a_rest_api_cannot_ask_is_refused(value: object, words: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        loaded(tmp_path, authorizer=value, api="rest")
    assert '"api": "http"' in caught.value.hint


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"type": "jwt", "issuer": "https://a.example"}, '"jwt" without "audiences"'),
        ({"type": "cognito", "user_pool_arn": POOL}, '"cognito" without "client_ids"'),
        ({**COGNITO, "client_ids": []}, '"cognito" without "client_ids"'),
        ({**JWT, "cache_seconds": 5}, 'with "cache_seconds", which means nothing there'),
        ({"type": "iam", "scopes": ["a"]}, 'with "scopes", which means nothing there'),
        ("jwt", '"jwt" is not accepted'),
        ({"issuer": "https://a.example"}, "is not accepted"),
        ({**JWT, "issuer": "http://login.example.com"}, "is not accepted"),
        ({**LAMBDA, "function_arn": "gate"}, "is not accepted"),
        ({**LAMBDA, "cache_seconds": 3601}, "at most 3600"),
        ({**JWT, "audience": "shop"}, 'no key "audience"'),
    ],
)
def test_what_is_not_whole_is_said(value: object, words: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=words):
        loaded(tmp_path, authorizer=value)
