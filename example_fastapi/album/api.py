"""For programs: JSON, and the pictures themselves."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response, status
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from .environment import Environment
from .pictures import Picture
from .uploads import Album, Uploaded

router = APIRouter(prefix="/api", tags=["album"])


class Words(BaseModel):
    """A new caption."""

    caption: str = Field(min_length=1, max_length=80, examples=["At the sea"])


def known(album: Album, picture_id: Annotated[str, Path(pattern="^[0-9a-f]{24}$")]) -> Picture:
    picture = album.get(picture_id)
    if picture is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "there is no such picture")
    return picture


Known = Annotated[Picture, Depends(known)]


@router.get("/pictures")
def list_pictures(album: Album) -> list[Picture]:
    """Every picture, the newest first."""
    return list(album)


@router.post("/pictures", status_code=status.HTTP_201_CREATED)
def add_picture(picture: Uploaded, request: Request, response: Response) -> Picture:
    """Upload a picture of at most 4 MB. Its fingerprint is there a moment later."""
    path = request.app.url_path_for("get_picture", picture_id=picture.id)
    response.headers["Location"] = str(path)
    return picture


@router.get("/pictures/{picture_id}", response_class=FileResponse)
def get_picture(album: Album, picture: Known) -> FileResponse:
    """The bytes as they were uploaded."""
    # It never changes under this address.
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(album.path(picture), media_type=picture.kind, headers=headers)


@router.get("/pictures/{picture_id}/details")
def get_details(picture: Known) -> Picture:
    """What is known about a picture."""
    return picture


@router.put("/pictures/{picture_id}/caption")
def set_caption(album: Album, picture: Known, words: Words) -> Picture:
    """Give a picture another caption."""
    picture.caption = words.caption
    album.save(picture)
    return picture


@router.delete("/pictures/{picture_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove_picture(album: Album, picture: Known) -> None:
    """Take a picture out of the album."""
    album.remove(picture)


@router.get("/environment")
async def get_environment(request: Request) -> Environment:
    """The process that answered: on Lambda its lifespan starts once, then it serves many."""
    environment: Environment = request.app.state.environment
    return environment
