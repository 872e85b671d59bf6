"""An OpenID Connect issuer on this machine, with a key of its own."""

import json
import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response
from lift.deployer.sandbox.http_server import HttpServer


class Issuer:
    """Serves its configuration and its key from construction to ``close``."""

    def __init__(self) -> None:
        self.key = _key()
        self._server = HttpServer(self._answer)
        self.url = f"http://{self._server.host}"

    def token(self, *, key: RSAKey | None = None, **changes: Any) -> str:
        """A token that is good for an hour; ``changes`` to its claims, None takes one out."""
        claims = {
            "iss": self.url,
            "sub": "ada",
            "aud": "shop",
            "exp": int(time.time()) + 3600,
            "scope": "orders/read orders/write",
            "groups": ["admin", "staff"],
        }
        claims = {name: value for name, value in (claims | changes).items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "k"}, claims, key or self.key)

    def close(self) -> None:
        self._server.close()

    def _answer(self, request: Request) -> Response:
        documents = {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "jwks_uri": f"{self.url}/keys",
            },
            "/keys": {"keys": [self.key.as_dict(private=False)]},
        }
        return Response(200, (), json.dumps(documents[request.path]).encode())


def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "k"})


def other_key() -> RSAKey:
    """One that goes by the same name and is not the issuer's."""
    return _key()
