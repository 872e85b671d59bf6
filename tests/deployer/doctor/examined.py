"""An examination as ``lift doctor`` could have found it, small enough to read."""

from lift.deployer.doctor.examination import (
    Advice,
    Budget,
    Examination,
    Import,
    Part,
    Phase,
    Weight,
)

MB = 1024 * 1024

ORM = Import("django.db", "Django", "/opt/python/django/db/__init__.py", 60.0)
DIGITS = Import("decimal", "", "/var/lang/lib/python3.12/decimal.py", 4.0)
DJANGO = Import("django", "Django", "/opt/python/django/__init__.py", 20.0, (ORM, DIGITS))
SHORT = Import("shop.version", "", "/var/task/shop/version.py", 0.01)
SHOP = Import("shop.wsgi", "", "/var/task/shop/wsgi.py", 6.0, (DJANGO, SHORT))
ADAPTER = Import("lift.adapter", "lift-lambda", "/var/task/lift/adapter/__init__.py", 4.0)
HANDLER = Import("lift_handler", "lift-lambda", "/var/task/lift_handler.py", 1.0, (ADAPTER, SHOP))
TEMPLATES = Import("django.template", "Django", "/opt/python/django/template.py", 7.0)

EXAMINATION = Examination(
    stage="production",
    function="shop-production",
    runtime="python3.12",
    machine="AMD EPYC, x86_64, Python 3.12",
    runs=5,
    phases=(
        Phase("runtime", "Python and AWS's runtime client start", 40.0, 38.0, 47.0),
        Phase("imports", "the application is imported", 95.0, 94.0, 101.0),
        Phase("request", "the first request is answered", 15.0, 14.0, 22.0),
    ),
    imports=(HANDLER,),
    requested=(TEMPLATES,),
    again_ms=3.0,
    weights=(
        Weight("", "", 2 * MB, 30, used=True),
        Weight(
            "Django",
            "5.2",
            20 * MB,
            3000,
            used=True,
            parts=(Part("django/contrib", 12 * MB), Part("django/db", 5 * MB), Part("", 3 * MB)),
        ),
        Weight("pillow", "12.0", 12 * MB, 200, used=False),
    ),
    advice=(
        Advice(
            "warm",
            "warm it",
            "/ is slow",
            '"warm_requests": ["/"]',
            gain_ms=9.5,
            request_gain_ms=11.0,
        ),
        Advice("unused", "drop pillow", "never used", gain_ms=-0.2, gain_bytes=12 * MB),
        Advice("bytecode", "keep bytecode", "it compiles", gain_ms=0.0, gain_bytes=-9),
        Advice("lazy", "import decimal later", "no request needs it"),
    ),
    budgets=(Budget("init_ms", 100, 135.0), Budget("unzipped_mb", 40, 34.0)),
)
