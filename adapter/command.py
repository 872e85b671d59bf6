"""Run a management command inside the function, and answer what it printed.

For ``lift manage``; the generated handler registers it for Django.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

PROGRAM = "manage.py"
LONGEST = 1024 * 1024  # characters of output; Lambda's answer takes 6 MB of JSON, 6 bytes each


def run(main: Callable[[list[str]], object], arguments: Sequence[str]) -> dict[str, Any]:
    """``main(["manage.py", *arguments])`` -> ``{"exit_code": int, "output": str}``.

    The output is what it wrote to stdout and stderr, as one text. An exception is a traceback in
    the output and exit code 1; of a long output the end is kept.
    """
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    output = StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        exit_code = exit_code_of(main, [PROGRAM, *arguments])
    return {"exit_code": exit_code, "output": shortened(output.getvalue())}


def exit_code_of(main: Callable[[list[str]], object], argv: list[str]) -> int:
    import sys
    from traceback import print_exc

    try:
        main(argv)
    except SystemExit as leaving:
        if leaving.code is None or isinstance(leaving.code, int):
            return leaving.code or 0
        sys.stderr.write(f"{leaving.code}\n")  # as the interpreter does
        return 1
    except Exception:
        print_exc()
        return 1
    return 0


def shortened(output: str) -> str:
    if len(output) <= LONGEST:
        return output
    return f"[the first {len(output) - LONGEST} characters are left out]\n{output[-LONGEST:]}"
