import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.network.hosts import Host, hosts


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"DATABASE_URL": "postgres://u:p@db.example.com/shop"}, [("db.example.com", 5432)]),
        ({"DB": "postgresql+psycopg2://u:p@db.local:6432/x?sslmode=on"}, [("db.local", 6432)]),
        ({"X": "jdbc:mysql://db.local/shop"}, [("db.local", 3306)]),
        ({"REDIS_URL": "rediss://:p@cache.local:6380/0"}, [("cache.local", 6380)]),
        ({"CACHE": "redis://a.b:1,redis://c.d"}, [("a.b", 1), ("c.d", 6379)]),
        ({"M": "mongodb://u:p@a.b:27018,c.d/x?replicaSet=r"}, [("a.b", 27018), ("c.d", 27017)]),
        ({"CELERY_BROKER_URL": "amqp://a.b//;amqp://c.d//"}, [("a.b", 5672), ("c.d", 5672)]),
        ({"SENTRY_DSN": "https://k@o1.ingest.sentry.io/1"}, [("o1.ingest.sentry.io", 443)]),
        ({"API": "https://example.com/@alice"}, [("example.com", 443)]),
        ({"DB_HOST": "db.local", "DB_PORT": "6432"}, [("db.local", 6432)]),
        ({"PGHOST": "db.local", "PGPORT": "6432"}, [("db.local", 6432)]),
        ({"POSTGRES_HOST": "DB.local."}, [("db.local", 5432)]),
        ({"DB_HOST": "db"}, [("db", None)]),
        ({"DB_HOST": "10.0.1.7:99"}, [("10.0.1.7", 99)]),
        ({"KAFKA_BOOTSTRAP_SERVERS": "a.b:9094, c.d"}, [("a.b", 9094), ("c.d", 9092)]),
        ({"SEARCH_ENDPOINT": "https://search.local"}, [("search.local", 443)]),
        ({"DSN": "host=db.local port=6432 user=u password=p"}, [("db.local", 6432)]),
        # Where the password may end cannot be told, so nothing of it is
        ({"DATABASE_URL": "postgres://u:12/3@db.local/shop"}, [("", None)]),
        ({"DATABASE_URL": "postgres://db.local/shop?password=a@b"}, [("", None)]),
        # Not hosts, or not to be reached
        ({"DATABASE_URL": "sqlite:////tmp/db", "B": "sqs://", "C": "s3://models"}, []),
        ({"ALLOWED_HOSTS": "a.b,c.d", "CSRF_TRUSTED_ORIGINS": "https://a.b"}, []),
        ({"SERVER": "gunicorn", "NODES": "3", "HOST": "0.0.0.0", "DEBUG": "true"}, []),
        ({"SECRET_KEY": "x://y.z", "API_TOKEN": "https://a.b"}, []),
    ],
)
def test_hosts_and_ports_of(
    environment: dict[str, str], found: list[tuple[str, int | None]]
) -> None:
    assert [(host.name, host.port) for host in hosts(environment)] == found


def test_the_variable_that_names_it_comes_along() -> None:
    assert hosts({"A_URL": "redis://a.b"}) == [Host("A_URL", "a.b", 6379)]


WORDS = st.text("abcxyz0123456789!$&*()=+,;/?#@-_.~%", min_size=6, max_size=20)
DIGITS = st.text("0123456789/?#,;", min_size=6, max_size=12)


@given(
    WORDS, WORDS, st.sampled_from(["postgres", "redis", "amqps", "mongodb+srv", "mysql+pymysql"])
)
def test_no_user_and_no_password_ever_comes_out(user: str, password: str, scheme: str) -> None:
    """Not even of a URL whose password nobody quoted."""
    found = hosts({"DATABASE_URL": f"{scheme}://{user}:{password}@db.example.com:1234/name"})
    assert {(host.name, host.port) for host in found} <= {("db.example.com", 1234), ("", None)}


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_value_is_it_is_read(one: str, other: str) -> None:
    hosts({"DATABASE_URL": f"postgres://{one}@{other}", "DB_HOST": one, "DB_PORT": other})
