"""The application: pages for people, an API for programs, and its documentation at /docs."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from . import api, pages
from .environment import Environment
from .pictures import Pictures

STATIC = Path(__file__).parent / "static"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Runs once for each execution environment, before its first request."""
    app.state.pictures = Pictures()
    environment.start()
    print(f"lifespan: start {environment.starts} of {environment.name}")  # noqa: T201
    yield
    print(f"lifespan: end of {environment.name}")  # noqa: T201


environment = Environment()
app = FastAPIOffline(
    title="Picture album",
    description="Upload a picture, look at it unchanged, give it a caption.",
    version="1.0.0",
    lifespan=lifespan,
    redoc_url=None,
)
app.state.environment = environment
app.include_router(pages.router)
app.include_router(api.router)
app.mount("/static", StaticFiles(directory=STATIC), name="static")


@app.middleware("http")
async def count_requests(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    environment.requests += 1
    return await call_next(request)
