"""moto's server in our process: binding it behind the control plane, and forgetting its state."""

import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .control_plane import ControlPlane, Operation

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer


def bind(host: str, port: int, operations: Sequence[Operation]) -> "BaseWSGIServer":
    """A server that listens (0: on any free port) and is not serving yet; raises ``OSError``."""
    from moto.core.models import DEFAULT_ACCOUNT_ID
    from moto.moto_server.werkzeug_app import (
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import make_server

    class Quiet(MotoRequestHandler):
        """Says nothing: the sandbox shows requests to the doors, not calls to the control plane."""

        disable_nagle_algorithm = True

        def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 (werkzeug's)
            pass

    moto = DomainDispatcherApplication(create_backend_app)
    application = ControlPlane(moto, DEFAULT_ACCOUNT_ID, operations)
    # werkzeug would end the whole process when the port is taken; it duplicates the socket.
    with socket.create_server((host, port), backlog=128) as listener:
        return make_server(
            host, port, application, threaded=True, request_handler=Quiet, fd=listener.fileno()
        )


def forget() -> None:
    """Drop all of moto's state."""
    from moto.core.base_backend import BackendDict
    from moto.core.model_instances import reset_model_data

    BackendDict.reset()
    reset_model_data()
