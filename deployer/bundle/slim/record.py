"""RECORD, the list of a distribution's files (``importlib.metadata.files``): kept true.

https://packaging.python.org/en/latest/specifications/recording-installed-packages/
"""

import csv
import io
from collections.abc import Collection
from pathlib import Path


def drop(tree: Path, removed: Collection[str], changed: Collection[str] = ()) -> None:
    """Take ``removed`` out of the lists below ``tree``, and the hashes of ``changed``."""
    for record in sorted(tree.glob("*.dist-info/RECORD")):
        rows = list(csv.reader(record.read_text(encoding="utf-8").splitlines()))
        kept = [
            [row[0], "", ""] if row[0] in changed else row for row in rows if row[0] not in removed
        ]
        if kept != rows:
            _write(record, kept)


def _write(record: Path, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    record.unlink()  # not in place: it may be a link into uv's cache
    record.write_text(text.getvalue(), encoding="utf-8", newline="")
