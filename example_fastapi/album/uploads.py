"""An uploaded file becomes a picture of the album, by a form or by the API."""

from typing import Annotated

from fastapi import BackgroundTasks, Depends, File, Form, HTTPException, Request, UploadFile, status

from .pictures import Picture, Pictures, kind_of

# A request to Lambda may have 6 MB, and base64 makes a picture a third longer on the way there.
LARGEST = 4 * 1024 * 1024
TOO_LARGE = f"the picture has more than {LARGEST // 1024 // 1024} MB"


def album(request: Request) -> Pictures:
    """The album that the lifespan opened."""
    pictures: Pictures = request.app.state.pictures
    return pictures


Album = Annotated[Pictures, Depends(album)]
Caption = Annotated[str, Form(max_length=80, description="A few words about it.")]


def upload(
    album: Album,
    background: BackgroundTasks,
    file: Annotated[UploadFile, File(description="A PNG, JPEG, GIF or WebP file.")],
    caption: Caption = "",
) -> Picture:
    """Keep ``file``; its fingerprint is worked out after the answer has gone out."""
    data = file.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, TOO_LARGE)
    kind = kind_of(data)
    if kind is None:
        detail = "this is no PNG, JPEG, GIF or WebP file"
        raise HTTPException(status.HTTP_415_UNSUPPORTED_MEDIA_TYPE, detail)
    picture = album.add(data, kind, caption.strip())
    background.add_task(album.take_fingerprint, picture.id)
    return picture


Uploaded = Annotated[Picture, Depends(upload)]
