"""An error as AWS's services answer it."""


class ServiceError(Exception):
    """``status`` is the HTTP status, ``kind`` the error code, "ResourceNotFoundException"."""

    def __init__(self, status: int, kind: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.kind = kind
        self.text = text


def not_found(arn: str) -> ServiceError:
    """Lambda's answer for a function, version or alias that is not there."""
    return ServiceError(404, "ResourceNotFoundException", f"Function not found: {arn}")
