"""The two applications whose cold starts are measured, and the handlers that others need for them.

Django with its admin, REST framework, psycopg2 and Pillow, as `startproject` writes its settings;
and FastAPI with a few routes. What is asked for needs no database. Each has two handlers of its
own:

    by_hand  as the adapter's documentation says, what one writes who has no tool but `sam build`
    floor    the least there can be: imports the application and gives it the request itself, a WSGI
             environ or an ASGI scope that was written down beforehand; no adapter, no lifespan, and
             of the answer only status and body are kept
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .project import PROJECT

SETTINGS = """\
SECRET_KEY = "only for the benchmark"
ALLOWED_HOSTS = ["*"]
BROUGHT_ALONG = ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
INSTALLED_APPS = [*(f"django.contrib.{name}" for name in BROUGHT_ALONG), "rest_framework", "shop"]
MIDDLEWARE = [
    f"django.{module}Middleware"
    for module in (
        "middleware.security.Security",
        "contrib.sessions.middleware.Session",
        "middleware.common.Common",
        "middleware.csrf.CsrfView",
        "contrib.auth.middleware.Authentication",
        "contrib.messages.middleware.Message",
        "middleware.clickjacking.XFrameOptions",
    )
]
ROOT_URLCONF = "shop.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
WSGI_APPLICATION = "shop.wsgi.application"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop"}}
STATIC_URL = "static/"
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}
"""
MODELS = """\
from django.db import models


class Picture(models.Model):
    title = models.CharField(max_length=100)
    file = models.ImageField()
"""
ADMIN = """\
from django.contrib import admin

from .models import Picture

admin.site.register(Picture)
"""
VIEWS = """\
from PIL import Image
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ModelViewSet

from .models import Picture


class PictureSerializer(ModelSerializer):
    class Meta:
        model = Picture
        fields = ["title", "file"]


class Pictures(ModelViewSet):
    queryset = Picture.objects.all()
    serializer_class = PictureSerializer


@api_view(["GET"])
def index(request):
    return Response({"title": "hello", "size": Image.new("RGB", (4, 3)).size})
"""
URLS = """\
from django.contrib import admin
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from . import views

router = DefaultRouter()
router.register("pictures", views.Pictures)
urlpatterns = [
    path("", views.index),
    path("api/", include(router.urls)),
    path("admin/", admin.site.urls),
]
"""
DJANGO_BY_HAND = """\
from apig_wsgi import make_lambda_handler

from shop.wsgi import application

handler = make_lambda_handler(application)
"""
DJANGO_FLOOR = """\
import sys
from io import BytesIO

from shop.wsgi import application

ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "PATH_INFO": "/",
    "QUERY_STRING": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "443",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "https",
    "wsgi.input": BytesIO(),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": False,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


def handler(event, context):
    lines = []
    body = b"".join(application(dict(ENVIRON), lambda line, headers: lines.append(line)))
    return {"statusCode": int(lines[0][:3]), "body": body.decode()}
"""
FASTAPI = """\
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel


class Picture(BaseModel):
    title: str
    size: tuple[int, int] = (4, 3)


router = APIRouter(prefix="/pictures")


@router.get("/{number}")
async def show(number: int) -> Picture:
    return Picture(title=f"number {number}")


@router.post("/")
async def add(picture: Picture) -> Picture:
    return picture


app = FastAPI()
app.include_router(router)


@app.get("/")
async def index() -> Picture:
    return Picture(title="hello")
"""
FASTAPI_BY_HAND = """\
from mangum import Mangum

from main import app

handler = Mangum(app)
"""
FASTAPI_FLOOR = """\
import asyncio

from main import app

SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "method": "GET",
    "scheme": "https",
    "path": "/",
    "raw_path": b"/",
    "query_string": b"",
    "root_path": "",
    "headers": [(b"host", b"localhost")],
    "client": ("203.0.113.7", 0),
    "server": ("localhost", 443),
}


async def serve():
    sent = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    await app(dict(SCOPE), receive, send)
    return {"statusCode": sent[0]["status"], "body": sent[1]["body"].decode()}


def handler(event, context):
    return asyncio.run(serve())
"""


@dataclass(frozen=True, eq=False)
class Application:
    """``files`` is the project, ``adapter`` what it is packaged with by hand.

    ``settings`` are what lift has to be told, and Zappa. ``required`` are the parts of others'
    times that lift's may be at most, by the contestants' names.
    """

    name: str
    requirements: tuple[str, ...]
    files: Mapping[str, str]
    adapter: str
    by_hand: str
    floor: str
    lift: Mapping[str, Any]
    zappa: Mapping[str, Any]
    required: Mapping[str, float]


DJANGO = Application(
    name="Django",
    requirements=("django>=5.2,<5.3", "djangorestframework", "psycopg2-binary", "pillow"),
    files={
        **PROJECT,
        "shop/settings.py": SETTINGS,
        "shop/models.py": MODELS,
        "shop/admin.py": ADMIN,
        "shop/views.py": VIEWS,
        "shop/urls.py": URLS,
    },
    adapter="apig-wsgi",
    by_hand=DJANGO_BY_HAND,
    floor=DJANGO_FLOOR,
    lift={"django_settings": "shop.settings"},
    zappa={"django_settings": "shop.settings"},
    required={"zappa package": 0.28, "apig-wsgi": 0.38, "floor": 1.1},
)
FASTAPI_APPLICATION = Application(
    name="FastAPI",
    requirements=("fastapi",),
    files={"main.py": FASTAPI},
    adapter="mangum",
    by_hand=FASTAPI_BY_HAND,
    floor=FASTAPI_FLOOR,
    lift={"app": "main:app"},
    zappa={"app_function": "main.app"},
    required={"mangum": 0.6, "floor": 1.1},
)
APPLICATIONS = (DJANGO, FASTAPI_APPLICATION)
