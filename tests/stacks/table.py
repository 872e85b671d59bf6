"""The stacks: what each requires, and a real call that it has to answer.

``call`` is the body of a function of the application; what it returns has to be ``expected``.
"""

from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from lift.deployer.errors import BundleError, NoWheel, TooLarge
from lift.deployer.settings.docker import Docker


@dataclass(frozen=True)
class Stack:
    """One stack; ``refused`` is the error that its bundle ends with, naming ``expected``."""

    name: str
    requirements: tuple[str, ...]
    call: str
    expected: str
    settings: dict[str, Any] = field(default_factory=dict)
    refused: type[BundleError] | None = None


STACKS = (
    Stack(
        "django",
        ("django>=5.2,<6", "djangorestframework", "psycopg2-binary", "pillow", "requests"),
        """
        import io, json, django
        from django.conf import settings
        apps = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"]
        settings.configure(SECRET_KEY="s", ALLOWED_HOSTS=["*"], INSTALLED_APPS=apps, USE_I18N=True)
        django.setup()
        from django.utils import translation
        from PIL import Image
        import psycopg2.extensions, requests
        from rest_framework import serializers
        class Cake(serializers.Serializer):
            name = serializers.CharField()
            picture = serializers.ImageField()
        picture = io.BytesIO()
        Image.new("RGB", (4, 3), "navy").save(picture, "PNG")
        from django.core.files.uploadedfile import SimpleUploadedFile
        cake = Cake(data={"name": "x", "picture": SimpleUploadedFile("a.png", picture.getvalue())})
        assert cake.is_valid(), cake.errors
        with translation.override("de"):
            said = Cake(data={})
            said.is_valid()
        dsn = psycopg2.extensions.parse_dsn("dbname=shop host=db")
        kind = cake.validated_data["picture"].image.format
        return str(said.errors["name"][0]), dsn["dbname"], kind
        """,
        "('Dieses Feld ist zwingend erforderlich.', 'shop', 'PNG')",
    ),
    Stack(
        "fastapi",
        ("fastapi", "pydantic[email]", "python-multipart", "jinja2"),
        """
        import asyncio
        from fastapi import FastAPI
        from pydantic import BaseModel, EmailStr
        class Guest(BaseModel):
            email: EmailStr
            seats: int = 1
        app = FastAPI()
        @app.post("/guests")
        def add(guest: Guest) -> Guest:
            return guest
        scope = {"type": "http", "method": "POST", "path": "/guests", "query_string": b"",
                 "headers": [(b"content-type", b"application/json")], "http_version": "1.1"}
        sent = []
        async def receive():
            body = b'{"email": "a@example.com", "seats": "2"}'
            return {"type": "http.request", "body": body}
        async def send(message):
            sent.append(message)
        asyncio.run(app(scope, receive, send))
        schema = app.openapi()["components"]["schemas"]["Guest"]["properties"]["email"]["format"]
        return sent[0]["status"], sent[1]["body"].decode(), schema
        """,
        """(200, '{"email":"a@example.com","seats":2}', 'email')""",
    ),
    Stack(
        "pandas",
        ("numpy", "pandas"),
        """
        import io
        import numpy, pandas
        table = "k,v,d\\na,1,2026-01-02\\na,2,2026-02-01\\nb,4,2026-03-04"
        frame = pandas.read_csv(io.StringIO(table), parse_dates=["d"])
        by_month = frame.set_index("d")["v"].resample("MS").sum()
        zone = frame["d"].dt.tz_localize("Europe/Berlin").dt.tz_convert("UTC").iloc[0].hour
        inverse = numpy.linalg.inv(numpy.array([[2.0, 0], [0, 4]]))
        by_key = frame.groupby("k")["v"].sum()
        return by_key.to_dict(), by_month.tolist(), zone, inverse[1][1].item()
        """,
        "({'a': 3, 'b': 4}, [1, 2, 4], 23, 0.25)",
    ),
    Stack(
        "cryptography",
        ("cryptography", "pyjwt[crypto]", "pycryptodome"),
        """
        import jwt
        from Crypto.Cipher import AES
        from cryptography.fernet import Fernet
        from cryptography.hazmat.primitives.asymmetric import ec
        key = ec.generate_private_key(ec.SECP256R1())
        token = jwt.encode({"sub": "a"}, key, algorithm="ES256")
        safe = Fernet(Fernet.generate_key())
        cipher = AES.new(b"k" * 16, AES.MODE_GCM, nonce=b"n" * 12)
        return (jwt.decode(token, key.public_key(), ["ES256"])["sub"],
                safe.decrypt(safe.encrypt(b"b")), len(cipher.encrypt_and_digest(b"c")[1]))
        """,
        "('a', b'b', 16)",
    ),
    Stack(
        "lxml",
        ("lxml", "beautifulsoup4", "openpyxl"),
        """
        import io
        from bs4 import BeautifulSoup
        from lxml import etree, html, objectify
        from openpyxl import Workbook, load_workbook
        style = etree.XSLT(etree.XML('''<xsl:stylesheet version="1.0"
            xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
            <xsl:template match="/"><b><xsl:value-of select="//i"/></b></xsl:template>
            </xsl:stylesheet>'''))
        made = style(html.fromstring("<p><i>soup</i></p>"))
        book, file = Workbook(), io.BytesIO()
        book.active["A1"] = 7
        book.save(file)
        cell = load_workbook(file).active["A1"].value
        number = objectify.fromstring("<r><n>3</n></r>").n
        return made.getroot().text, BeautifulSoup("<a>x", "lxml").a.string, number + 1, cell
        """,
        "('soup', 'x', 4, 7)",
    ),
    Stack(
        "sqlalchemy",
        ("sqlalchemy[asyncio]", "asyncpg", "alembic"),
        """
        import asyncio
        import alembic.config
        from sqlalchemy import create_engine, text
        from sqlalchemy.ext.asyncio import create_async_engine
        async def connect():
            engine = create_async_engine("postgresql+asyncpg://a:b@127.0.0.1:1/c")
            try:
                async with engine.connect():
                    return "connected"
            except OSError as error:
                return type(error).__name__, engine.dialect.driver
        with create_engine("sqlite://").connect() as connection:
            seven = connection.execute(text("select 3 + 4")).scalar()
        return seven, asyncio.run(connect()), alembic.config.Config().get_template_directory()[-9:]
        """,
        "(7, ('ConnectionRefusedError', 'asyncpg'), 'templates')",
    ),
    Stack(
        "celery",
        ("flask", "celery[redis]", "flask-sqlalchemy"),
        """
        from celery import Celery
        from flask import Flask, jsonify, render_template_string
        from flask_sqlalchemy import SQLAlchemy
        queue = Celery("shop", broker="memory://", backend="cache+memory://")
        sent = queue.send_task("bake", args=[1])
        redis = Celery("other", broker="redis://127.0.0.1:1/0")
        with redis.connection_for_write() as connection:
            transport = connection.transport.driver_type
        app = Flask("shop")
        app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
        database = SQLAlchemy(app)
        with app.test_request_context():
            page = render_template_string("{{ 1 + 1 }}")
            rows = database.session.execute(database.text("select 5")).scalar()
        return page, rows, len(sent.id), transport, app.test_client().get("/").status_code
        """,
        "('2', 5, 36, 'redis', 404)",
    ),
    Stack(
        "grpcio",
        ("grpcio", "protobuf", "googleapis-common-protos"),
        """
        from concurrent.futures import ThreadPoolExecutor
        import grpc
        from google.protobuf import wrappers_pb2
        from google.rpc import status_pb2
        def greet(request, context):
            return wrappers_pb2.StringValue(value=f"hello {request.value}")
        kind = wrappers_pb2.StringValue
        method = grpc.unary_unary_rpc_method_handler(greet, kind.FromString, kind.SerializeToString)
        handler = grpc.method_handlers_generic_handler("S", {"Greet": method})
        server = grpc.server(ThreadPoolExecutor(1))
        server.add_generic_rpc_handlers([handler])
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            call = channel.unary_unary("/S/Greet", kind.SerializeToString, kind.FromString)
            answer = call(kind(value="you"), timeout=10)
        server.stop(None)
        return answer.value, status_pb2.Status(code=5).code
        """,
        "('hello you', 5)",
    ),
    Stack(
        "reportlab",
        ("reportlab", "matplotlib", "qrcode[pil]"),
        """
        import io, os, tempfile
        os.environ["MPLCONFIGDIR"] = tempfile.gettempdir()
        import matplotlib
        matplotlib.use("agg")
        import qrcode
        from matplotlib import pyplot
        from reportlab.graphics.barcode import createBarcodeDrawing
        from reportlab.pdfgen.canvas import Canvas
        pdf, png = io.BytesIO(), io.BytesIO()
        canvas = Canvas(pdf)
        canvas.drawString(100, 100, "hello")
        createBarcodeDrawing("Code128", value="1").drawOn(canvas, 1, 1)
        canvas.save()
        pyplot.plot([1, 2])
        pyplot.savefig(png)
        return pdf.getvalue()[:5], png.getvalue()[1:4], qrcode.make("x").size
        """,
        "(b'%PDF-', b'PNG', (290, 290))",
    ),
    Stack(
        "scikit-learn",
        ("scikit-learn",),
        """
        from sklearn.datasets import load_iris
        from sklearn.linear_model import LogisticRegression
        from scipy import optimize, stats
        data, target = load_iris(return_X_y=True)
        model = LogisticRegression(max_iter=500).fit(data, target)
        root = optimize.brentq(lambda x: x * x - 4, 0, 5)
        return model.score(data, target) > 0.9, round(root, 6), round(stats.norm.cdf(0), 3).item()
        """,
        "(True, 2.0, 0.5)",
    ),
    Stack(
        "over the limit",
        ("pandas", "scikit-learn", "pyarrow"),
        "import pandas, pyarrow, sklearn",
        "pyarrow",
        refused=TooLarge,
    ),
    Stack(
        "an sdist, pure",
        ("docopt==0.6.2",),
        """
        import docopt
        return docopt.docopt("usage: x [--loud]", ["--loud"])["--loud"]
        """,
        "True",
    ),
    Stack(
        "an sdist with C code",
        ("netifaces==0.11.0",),
        "",
        "netifaces",
        settings={"docker": Docker("never")},
        refused=NoWheel,
    ),
    Stack(
        "sympy",
        ("sympy", "networkx", "python-dateutil", "babel"),
        """
        import babel.dates, datetime, networkx, sympy
        from dateutil import tz
        x = sympy.Symbol("x")
        path = networkx.shortest_path(networkx.path_graph(3), 0, 2)
        day = babel.dates.format_date(datetime.date(2026, 5, 1), locale="de", format="long")
        return str(sympy.integrate(2 * x, x)), path, day, tz.gettz("UTC").tzname(None)
        """,
        "('x**2', [0, 1, 2], '1. Mai 2026', 'UTC')",
    ),
)


def application(stack: Stack) -> str:
    """The WSGI application whose pages are the stack's answer."""
    body = "".join(f"    {line}\n" for line in dedent(stack.call).strip().splitlines())
    return f"def call():\n{body}\n\n{_APPLICATION}" if body else _APPLICATION


_APPLICATION = """\
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [str(call()).encode()]
"""
