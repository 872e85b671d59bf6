"""Host names -> addresses, as this machine's DNS answers."""

import socket
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Resolved:
    """IPv4 ``addresses`` and all ``names``, aliases too; both empty for what does not resolve."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


Resolve = Callable[[str], Resolved]


def resolve(host: str) -> Resolved:
    """Ask DNS; AWS's names of private resources resolve everywhere, to private addresses."""
    try:
        name, aliases, addresses = socket.gethostbyname_ex(host)
    except (OSError, UnicodeError):
        return Resolved()
    return Resolved((name, *aliases), tuple(addresses))
