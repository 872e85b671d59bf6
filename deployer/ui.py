"""What lift says: data to stdout, everything else to stderr.

``Ui`` is the interface that the other modules get; ``Console`` writes to the terminal; tests
inject ``Recorder``. Without a terminal there is no colour, no spinner and no question; nor is there
colour where ``NO_COLOR`` is set (https://no-color.org).
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO, Protocol

from .errors import LiftError, UsageError
from .style import plain, styled
from .table import lines

Advance = Callable[[int], None]
YES = ("y", "yes")
ERASE = "\r\033[K"


class Ui(Protocol):
    """What a module may say while it works."""

    def step(self, text: str) -> None:
        """One thing that is being done or was done."""

    def note(self, text: str) -> None:
        """Something worth knowing that needs no action."""

    def warn(self, text: str) -> None:
        """Something that needs attention although the work goes on."""

    def progress(self, text: str, total: int = 0) -> AbstractContextManager[Advance]:
        """Work that may take a while: at a terminal a line shows how far it is.

        Call what it gives with how much more of ``total`` is done; without a total it shows time.
        """

    def waiting(self, text: str) -> AbstractContextManager[object]:
        """Something that takes a while: a line of progress at a terminal, else a step."""

    def data(self, value: object) -> None:
        """The result, as one JSON document on stdout."""

    def text(self, text: str) -> None:
        """The result, as text on stdout; its style is seen at a terminal only."""

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The result, as a table on stdout."""

    def confirm(self, question: str, answers: Sequence[str] = YES) -> bool:
        """Whether a person at the terminal types one of ``answers``.

        Without a terminal it raises ``UsageError`` that names ``--yes``.
        """


class Console:
    """Speaks to a person, or to a log when there is no terminal."""

    def __init__(self, out: IO[str] | None = None, err: IO[str] | None = None) -> None:
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._terminal = self._err.isatty()
        self._colour = {stream: _colourful(stream) for stream in (self._out, self._err)}
        self._erase = ""  # while a line of progress is there

    def step(self, text: str) -> None:
        self._say("  ", text, "2")

    def note(self, text: str) -> None:
        self._say("note: ", text, "36")

    def warn(self, text: str) -> None:
        self._say("warning: ", text, "33")

    @contextmanager
    def progress(self, text: str, total: int = 0) -> Iterator[Advance]:
        if not self._terminal or self._erase:  # a second line would overwrite the first
            yield _nothing
            return
        from .progress import Progress

        shown = Progress(text, total, self._err)
        self._erase = ERASE
        shown.start()
        try:
            yield shown.advance
        finally:
            shown.stop()
            self._erase = ""

    def waiting(self, text: str) -> AbstractContextManager[object]:
        if not self._terminal or self._erase:
            self.step(text)
        return self.progress(text)

    def error(self, error: LiftError) -> None:
        """Show ``error``: a line that says what and where, and one that says what to do."""
        for line in error.details.splitlines():
            self._err.write(f"  {line}\n")
        self._say("error: ", error.message, "31;1")
        if error.hint:
            self._say("hint: ", error.hint, "36")

    def data(self, value: object) -> None:
        self._out.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
        self._out.flush()

    def text(self, text: str) -> None:
        shown = text if self._colour[self._out] else plain(text)
        self._out.write(shown if shown.endswith("\n") else shown + "\n")
        self._out.flush()

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        width = shutil.get_terminal_size().columns if self._out.isatty() else None
        for line in lines(headings, rows, width):
            self._out.write(line + "\n")
        self._out.flush()

    def confirm(self, question: str, answers: Sequence[str] = YES) -> bool:
        if not sys.stdin.isatty():
            raise UsageError(question, hint="there is no terminal to ask at: answer with --yes")
        choice = "[y/N]" if answers == YES else f"(type {answers[0]})"
        self._err.write(f"{question} {choice} ")
        self._err.flush()
        return sys.stdin.readline().strip().lower() in map(str.lower, answers)

    def _say(self, label: str, text: str, style: str) -> None:
        line = f"{styled(label, style) if label.strip() else label}{text}"
        shown = line if self._colour[self._err] else plain(line)
        self._err.write(f"{self._erase}{shown}\n")
        self._err.flush()


class Recorder:
    """Keeps what was said, for tests and for work that nobody watches.

    ``said`` holds (kind, text) pairs, ``results`` the data.
    """

    def __init__(self, *, answer: bool = True) -> None:
        self.said: list[tuple[str, str]] = []
        self.results: list[object] = []
        self.asked: list[tuple[str, ...]] = []  # the answers that each question would have taken
        self.progressed: list[tuple[str, int]] = []
        self._answer = answer

    def step(self, text: str) -> None:
        self.said.append(("step", plain(text)))

    def note(self, text: str) -> None:
        self.said.append(("note", text))

    @contextmanager
    def progress(self, text: str, total: int = 0) -> Iterator[Advance]:
        self.progressed.append((text, total))
        yield _nothing

    def waiting(self, text: str) -> AbstractContextManager[object]:
        self.said.append(("waiting", text))
        return nullcontext()

    def warn(self, text: str) -> None:
        self.said.append(("warn", text))

    def data(self, value: object) -> None:
        self.results.append(value)

    def text(self, text: str) -> None:
        self.results.append(plain(text))

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.results.append([list(headings), *map(list, rows)])

    def confirm(self, question: str, answers: Sequence[str] = YES) -> bool:
        self.said.append(("confirm", question))
        self.asked.append(tuple(answers))
        return self._answer


def _colourful(stream: IO[str]) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _nothing(_by: int) -> None:
    """Progress that nobody looks at."""
