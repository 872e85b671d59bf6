"""For people: the start page and its forms."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Request, Response, status
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from .uploads import Album, Uploaded

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(Path(__file__).parent / "templates")
YEAR = 365 * 24 * 3600


@router.api_route("/", methods=["GET", "HEAD"])
def start(
    request: Request,
    album: Album,
    visitor: Annotated[str, Cookie()] = "",
    visits: Annotated[int, Cookie()] = 0,
) -> Response:
    """The album; cookies remember the visitor's name and count the visits."""
    context = {
        "pictures": list(album),
        "environment": request.app.state.environment,
        "visitor": visitor,
        "visits": visits + 1,
    }
    response = templates.TemplateResponse(request, "start.html", context)
    response.set_cookie("visits", str(visits + 1), max_age=YEAR, httponly=True, samesite="lax")
    return response


@router.post("/name")
def remember(name: Annotated[str, Form(min_length=1, max_length=40)]) -> Response:
    response = RedirectResponse("/", status.HTTP_303_SEE_OTHER)
    response.set_cookie("visitor", name, max_age=YEAR, httponly=True, samesite="lax")
    return response


@router.post("/upload")
def upload(picture: Uploaded) -> Response:
    return RedirectResponse(f"/#{picture.id}", status.HTTP_303_SEE_OTHER)
