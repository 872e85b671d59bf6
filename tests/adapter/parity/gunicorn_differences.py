"""Where gunicorn's environ and answers are not lift's."""

from __future__ import annotations

from .difference import HTTP_APIS, WITH_PORT, Difference, absent, always, below, each
from .front_door_differences import DECODED_QUERY_MAPS, QUERY_MAPS, pairs

DIFFERENCES = [
    *(
        Difference(key, "gunicorn's own addition to PEP 3333", lift=absent)
        for key in (
            "RAW_URI",
            "REMOTE_PORT",
            "SERVER_SOFTWARE",
            "gunicorn.socket",
            "wsgi.early_hints",
            "wsgi.file_wrapper",
            "wsgi.input_terminated",
        )
    ),
    *(Difference(key, "an object of the server's own") for key in ("wsgi.errors", "wsgi.input")),
    Difference("aws.event", "the event itself", lift=always("dict")),
    Difference(
        "wsgi.multiprocess", "one worker here, many environments on Lambda", lift=always(True)
    ),
    Difference(
        "wsgi.multithread",
        "outside Lambda, as here, the adapter may be called from threads",
        lift=always(True),
    ),
    Difference(
        "header content-length",
        "CloudFront leaves it out; CONTENT_LENGTH is there for an empty body too",
        ("edge",),
        lift=always(["0"]),
    ),
    Difference("SCRIPT_NAME", "the stage stands in front", ("rest api",), lift=below("/prod")),
    Difference(
        "SERVER_NAME",
        "the name that the client used, not the socket's address",
        requests=("headers other host",),
        lift=always("app.example"),
    ),
    Difference(
        "SERVER_PORT",
        "the scheme's own port, where neither event nor Host have one",
        ("edge", "lattice"),
        ("headers other host",),
    ),
    Difference(
        "wsgi.url_scheme",
        "the front door's word; gunicorn believes any client on the same machine",
        (*WITH_PORT, "edge"),
        ("headers forwarded proto",),
        always("http"),
    ),
    Difference(
        "wsgi.url_scheme",
        "Lattice does not say: https is assumed",
        ("lattice",),
        lift=always("https"),
    ),
    Difference(
        "SERVER_PROTOCOL",
        "the event does not say",
        ("load balancer", "edge", "lattice"),
        ("http/1.0",),
        always("HTTP/1.1"),
    ),
    Difference(
        "header proxy",
        "never HTTP_PROXY, which HTTP clients obey (CVE-2016-5385)",
        requests=("headers proxy",),
        lift=absent,
    ),
    Difference(
        "header cookie",
        "cookies are joined by a semicolon (RFC 9113, 8.2.3), not by a comma",
        requests=("headers repeated cookie",),
        lift=always(["a=1; b=2"]),
    ),
    Difference(
        "header cookie",
        "payload format 2.0 takes the cookies apart",
        ("http api 2.0", "function url"),
        ("headers cookies without space",),
        always(["a=1; b=2"]),
    ),
    *each(
        "PATH_INFO",
        "API Gateway decodes the path, twice, and cuts it at a question mark",
        HTTP_APIS,
        {
            "path /question%3Fin": "/question",
            "path /twice%2525in": "/twice%in",
            "path /twice%252Fslash": "/twice/slash",
            "path /no-utf-8/%FF%FE": "/no-utf-8/\xef\xbf\xbd\xef\xbf\xbd",
        },
    ),
    *each(
        "QUERY_STRING",
        "the query comes as decoded maps, and is encoded again",
        ("http api 1.0", "rest api"),
        DECODED_QUERY_MAPS,
    ),
    *each("QUERY_STRING", "the query comes in maps", ("load balancer", "lattice"), QUERY_MAPS),
    # Answers
    *(
        Difference(part, "gunicorn has a page of its own for failures", requests=names)
        for part, names in (
            ("body", ("answer fail/first", "answer fail/started")),
            ("response header content-type", (*pairs("fail/first"), *pairs("fail/started"))),
            ("response header content-length", (*pairs("fail/first"), *pairs("fail/started"))),
        )
    ),
    *(
        Difference(part, "what has left cannot be taken back; lift still can", requests=names)
        for part, names in (
            ("status", pairs("fail/late")),
            ("body", ("answer fail/late",)),
            ("response header content-type", ("answer fail/late",)),
        )
    ),
    Difference(
        "response header x-page",
        "gunicorn keeps the headers that exc_info replaces",
        requests=pairs("fail/restart"),
        lift=always(["error"]),
    ),
]
