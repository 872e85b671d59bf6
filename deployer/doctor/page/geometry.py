"""Where each box lies, as rules of style: the page's policy forbids styles inside of elements."""


class Geometry:
    """Rules by the id of the element; ``narrow`` ones hold where there is little width."""

    def __init__(self) -> None:
        self._wide: list[str] = []
        self._narrow: list[str] = []

    def place(self, name: str, *, narrow: bool = False, **lengths: float | str) -> None:
        """Numbers are shares of the box around it, texts are written as they are."""
        rules = ";".join(f"{side}:{_length(length)}" for side, length in lengths.items())
        (self._narrow if narrow else self._wide).append(f"#{name}{{{rules}}}")

    def css(self) -> str:
        narrow = "\n".join(self._narrow)
        return "\n".join([*self._wide, f"@media (max-width:40rem){{\n{narrow}\n}}\n"])


def _length(length: float | str) -> str:
    return length if isinstance(length, str) else f"{length * 100:.4f}%"
