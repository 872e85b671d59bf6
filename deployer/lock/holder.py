"""Who holds a stage, and the generation of the lock that says so."""

import json
from dataclasses import asdict, dataclass, fields

_LONGEST = 200  # characters of a field: all of them fit into the 4 KB of a parameter


@dataclass(frozen=True)
class Holder:
    """``by`` as AWS knows the caller, ``since`` in UTC; ``commit`` "" where it means nothing.

    ``life`` names its sign of life, which no two holders share.
    """

    by: str
    host: str
    process: str
    command: str
    commit: str
    since: str
    life: str = ""

    def __str__(self) -> str:
        commit = f" of commit {self.commit}" if self.commit else ""
        where = f"{self.by} on {self.host} (process {self.process})"
        return f"{where} runs `{self.command}`{commit} since {self.since}"


@dataclass(frozen=True)
class Generation:
    """One generation as it was read: ``revision`` changes with every renewal, ``age`` is how many
    seconds ago that was."""

    number: int
    holder: Holder
    free: bool
    revision: int
    age: float


def write(holder: Holder, *, free: bool) -> str:
    """What the parameter of a generation holds."""
    said = {name: value[:_LONGEST] for name, value in asdict(holder).items()}
    return json.dumps({"state": "free" if free else "held", **said})


def read(text: str) -> tuple[Holder, bool]:
    """The holder, and whether the generation is free. What cannot be read is held by somebody."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    said = value if isinstance(value, dict) else {}
    holder = Holder(**{field.name: str(said.get(field.name, "?")) for field in fields(Holder)})
    return holder, said.get("state") == "free"
