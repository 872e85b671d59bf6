"""Which method of a deployed REST API serves a path."""

import pytest

from lift.deployer.sandbox.rest_deployments import Deployment, Method

DEPLOYMENT = Deployment(
    methods=tuple(
        Method(resource, verb, {})
        for resource, verb in (
            ("/{proxy+}", "ANY"),
            ("/", "ANY"),
            ("/users", "GET"),
            ("/users", "ANY"),
            ("/users/{id}", "GET"),
            ("/users/{id}/files/{file+}", "ANY"),
            ("/users/me", "GET"),
        )
    ),
    binary_types=(),
    compression=None,
)


@pytest.mark.parametrize(
    ("path", "resource", "parameters"),
    [
        ("", "/", {}),
        ("/", "/", {}),
        ("/other", "/{proxy+}", {"proxy": "other"}),
        ("/other/x%2Fy/", "/{proxy+}", {"proxy": "other/x%2Fy"}),
        ("//other", "/{proxy+}", {"proxy": "/other"}),
        ("/users/", "/users", {}),
        ("/users/1", "/users/{id}", {"id": "1"}),
        ("/users/me", "/users/me", {}),
        ("/users/1/files/a/b", "/users/{id}/files/{file+}", {"id": "1", "file": "a/b"}),
        ("/users/1/files", "/{proxy+}", {"proxy": "users/1/files"}),
    ],
)
def test_the_more_particular_resource_serves(
    path: str, resource: str, parameters: dict[str, str]
) -> None:
    found = DEPLOYMENT.find("GET", path)
    assert found is not None
    assert (found[0].resource, found[1]) == (resource, parameters)


def test_a_verb_wins_over_any_and_what_has_neither_is_not_served() -> None:
    verbs = {verb: DEPLOYMENT.find(verb, "/users") for verb in ("GET", "POST")}
    assert {verb: found and found[0].method for verb, found in verbs.items()} == {
        "GET": "GET",
        "POST": "ANY",
    }
    assert DEPLOYMENT.find("POST", "/users/1") is None
