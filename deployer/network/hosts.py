"""The hosts that environment variables name. Only host names and ports come out of here, never
users, passwords or anything else of a value.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?", re.IGNORECASE)
_HOST_PORT = re.compile(r"(?P<host>[^:]+)(?::(?P<port>\d{1,5}))?")

# Which names of variables say that the value is a host, or several.
_NAMED = re.compile(r"(?P<stem>.*?)_?(?:HOSTS?|HOSTNAME|SERVERS?|ENDPOINTS?|BROKERS?|NODES?)$")
_KEYWORD = re.compile(r"(?:^|[\s;])(?:host|server)=(?P<host>[^\s;,]+)", re.IGNORECASE)  # a DSN
_KEYWORD_PORT = re.compile(r"(?:^|[\s;])port=(?P<port>\d{1,5})", re.IGNORECASE)
_BETWEEN_URLS = re.compile(r"[,;\s]+(?=[a-z][a-z0-9+.:-]*://)", re.IGNORECASE)
_SECRET = re.compile(r"(?:SECRET|PASSWORD|PASSWD|TOKEN|KEY)$")
_INBOUND = re.compile(r"ALLOWED_HOST|TRUSTED_HOST|ORIGIN|CORS|CSRF|CALLBACK|REDIRECT|^LIFT_")

_PORTS = {
    "amqp": 5672,
    "amqps": 5671,
    "http": 80,
    "https": 443,
    "kafka": 9092,
    "mariadb": 3306,
    "memcached": 11211,
    "mongodb": 27017,
    "mssql": 1433,
    "mysql": 3306,
    "oracle": 1521,
    "pgsql": 5432,
    "postgis": 5432,
    "postgres": 5432,
    "postgresql": 5432,
    "redis": 6379,
    "rediss": 6379,
    "redshift": 5439,
    "sentinel": 26379,
    "sqlserver": 1433,
    "valkey": 6379,
    "valkeys": 6379,
}
_HOSTLESS = ("arn", "data", "dynamodb", "file", "memory", "s3", "sqlite", "sqs", "unix")
# What a variable's name tells of the port where neither it nor another variable does.
_HINTS = (
    ("POSTGRES", 5432),
    ("PG", 5432),
    ("MYSQL", 3306),
    ("MARIADB", 3306),
    ("REDIS", 6379),
    ("VALKEY", 6379),
    ("MEMCACHE", 11211),
    ("KAFKA", 9092),
    ("BOOTSTRAP", 9092),
    ("RABBIT", 5672),
    ("AMQP", 5672),
    ("MONGO", 27017),
)


@dataclass(frozen=True)
class Host:
    """``port`` is None where nothing tells it, ``name`` empty where it cannot be read safely."""

    variable: str
    name: str
    port: int | None


def hosts(environment: Mapping[str, str]) -> list[Host]:
    """Each host once for each variable and port, in the order of the variables."""
    found = (
        Host(name, host.lower().rstrip("."), port)
        for name, value in environment.items()
        if not (_SECRET.search(name) or _INBOUND.search(name))
        for host, port in _of(name, value.strip(), environment)
    )
    return list(dict.fromkeys(host for host in found if host.name != "0.0.0.0"))


def _of(name: str, value: str, environment: Mapping[str, str]) -> Iterator[tuple[str, int | None]]:
    if "://" in value:
        for url in _BETWEEN_URLS.split(value):
            yield from _of_url(url, name)
    elif dsn := _KEYWORD.search(value):
        told = _KEYWORD_PORT.search(value)
        yield from _listed(dsn["host"], int(told["port"]) if told else _hint(name))
    elif named := _NAMED.fullmatch(name):
        told_port = environment.get(
            f"{named['stem']}_PORT", environment.get(f"{named['stem']}PORT")
        )
        port = int(told_port) if told_port and told_port.isdecimal() else _hint(name)
        single = name.endswith(("HOST", "HOSTNAME"))  # the others may be numbers or words
        for host, own in _listed(value, port):
            if "." in host or (single and not host.isdecimal()):
                yield host, own


def _of_url(url: str, name: str) -> Iterator[tuple[str, int | None]]:
    """postgresql+psycopg2://user:password@host:5432/name?option, also with several hosts."""
    before, separator, rest = url.partition("://")
    scheme = before.removeprefix("jdbc:").partition("+")[0].partition(":")[0].lower()
    if not separator or scheme in _HOSTLESS or before.endswith("+socket"):
        return
    first, *later = re.split(r"[/?#]", rest, maxsplit=1)
    # A password may hold a slash or a question mark that nobody quoted: then it is not known where
    # it ends, and a part of it could be taken for the host.
    if later and "@" in later[0] and (scheme not in ("http", "https") or set("@:") & set(first)):
        yield "", None
    else:
        yield from _listed(first.rpartition("@")[2], _PORTS.get(scheme, _hint(name)))


def _listed(hosts: str, port: int | None) -> Iterator[tuple[str, int | None]]:
    """host:port, or several between commas or spaces; what is neither is left out."""
    for each in re.split(r"[,;\s]+", hosts):
        found = _HOST_PORT.fullmatch(each)
        if found and _NAME.fullmatch(found["host"]):
            yield found["host"], int(found["port"]) if found["port"] else port


def _hint(name: str) -> int | None:
    return next((port for word, port in _HINTS if word in name), None)
