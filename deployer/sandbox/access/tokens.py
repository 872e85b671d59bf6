"""Tokens of an OpenID Connect issuer, as API Gateway checks them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
"""

import json
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, HTTPHandler, HTTPSHandler, OpenerDirector

from ...gateway.visitor import Token
from ..catalogue import Region

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

HTTP_API = ("RS256", "RS384", "RS512")
"""The algorithms that an HTTP API accepts."""

_WAIT = 5  # seconds for an issuer's answer


_OPENER = OpenerDirector()  # without file: and the like
for _handler in (HTTPHandler, HTTPSHandler, HTTPErrorProcessor):
    _OPENER.add_handler(_handler())


class BadToken(Exception):
    """The token does not let anybody in."""


class NoScope(Exception):
    """The token is right and grants none of the scopes."""


class Issuers:
    """Issuers' keys, fetched once, and again for a token whose key is not among them."""

    def __init__(self) -> None:
        self._keys: dict[str, KeySet] = {}

    def visitor(
        self,
        region: Region,
        header: str,
        issuer: str,
        audiences: Sequence[str],
        scopes: Sequence[str],
    ) -> Token:
        """Whom the token in ``header`` lets in; raises ``BadToken`` and ``NoScope``.

        An empty list of audiences or scopes asks for none.
        """
        scheme, _, rest = header.partition(" ")
        token = rest.strip() if scheme.lower() == "bearer" else header
        claims = self._claims(region, token, issuer)
        meant = claims.get("aud", claims.get("client_id"))
        if audiences and not set(audiences) & set(meant if isinstance(meant, list) else [meant]):
            raise BadToken("the token has an invalid audience")
        granted = [scope for scope in scopes if scope in _scopes(claims)]
        if scopes and not granted:
            raise NoScope
        return Token(claims, tuple(granted))

    def _claims(self, region: Region, token: str, issuer: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError

        try:
            try:
                claims = self._decoded(region, token, issuer)
            except InvalidKeyIdError:
                self._keys.pop(issuer, None)
                claims = self._decoded(region, token, issuer)
            jwt.JWTClaimsRegistry(
                now=int(time.time()),
                iss={"essential": True, "value": issuer},
                exp={"essential": True},
            ).validate(claims)
        except ExpiredTokenError:
            raise BadToken("the token has expired") from None
        except (JoseError, ValueError, KeyError, OSError) as error:
            raise BadToken(str(error)) from None
        return claims

    def _decoded(self, region: Region, token: str, issuer: str) -> dict[str, Any]:
        from joserfc import jwt

        if issuer not in self._keys:
            self._keys[issuer] = _fetched(region, issuer)
        return dict(jwt.decode(token, self._keys[issuer], algorithms=HTTP_API).claims)


def _scopes(claims: dict[str, Any]) -> list[str]:
    said = claims.get("scope") or claims.get("scp") or ""
    return said if isinstance(said, list) else str(said).split()


def _fetched(region: Region, issuer: str) -> "KeySet":
    """The issuer's public keys: over HTTP, or those of the sandbox's own user pool."""
    from joserfc.jwk import KeySet
    from moto.cognitoidp.models import cognitoidp_backends

    pool = urlsplit(issuer).path.strip("/")
    pools = cognitoidp_backends[region.account][region.name].user_pools
    if pool in pools and urlsplit(issuer).netloc.startswith("cognito-idp."):
        key = pools[pool].json_web_key.as_dict(private=False)
        # Its tokens name their key so.
        return KeySet.import_key_set({"keys": [{**key, "kid": "dummy"}]})
    about = _get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    return KeySet.import_key_set(_get(about["jwks_uri"]))


def _get(url: str) -> Any:
    with _OPENER.open(url, timeout=_WAIT) as answer:
        return json.load(answer)
