"""The names of everything a stage consists of. Pure, and the only place that makes names.

A name is ``{project}-{stage}``, with the region (and account) where AWS's name space is wider than
one region. Where the result breaks a rule of AWS (length, characters), it is cut and ends in a
hash of what it should have been, so that two stages never share a name by being cut.
"""

import hashlib
import re
from dataclasses import dataclass

AUTHORIZER = "lift-"
"""What the names of our authorizers begin with; they cannot be tagged."""

_HASH = 8  # hex digits: enough to tell the few stages of one account apart


@dataclass(frozen=True)
class Names:
    """Every name of one stage. The limits are AWS's; see each service's API reference.

    A function of zips and one of images are two, since AWS cannot turn one into the other:
    ``function`` is that of the stage's package, ``other_function`` that of the other.
    """

    function: str  # 64: letters, digits, - and _
    other_function: str
    role: str  # 64, one name space for all regions
    log_group: str
    other_log_group: str
    access_log: str  # where AWS keeps no list of who may write: its policy for all has a limit
    target_group: str  # 32: letters, digits and -
    other_target_group: str
    layer: str
    api: str
    api_keys: str  # what the names of API keys begin with
    rule: str  # 64, of which some are left for the numbers of further ones
    bucket: str  # 63, lower case, one name space for all accounts
    lock: str  # a path in the parameter store
    repository: str  # of images; 256, lower case


def names(project: str, stage: str, *, region: str, account: str, package: str = "zip") -> Names:
    """The names of ``stage`` of ``project`` in ``region`` of ``account``."""
    base = f"{project}-{stage}"
    zipped = fit(base, 64)
    function, other = zipped, fit(f"{base}-image", 64)
    group, other_group = fit(base, 32, plain=True), fit(f"{base}-image", 32, plain=True)
    if package == "image":
        function, other = other, function
        group, other_group = other_group, group
    return Names(
        function=function,
        other_function=other,
        role=fit(f"{base}-{region}", 64),
        log_group=f"/aws/lambda/{function}",
        other_log_group=f"/aws/lambda/{other}",
        access_log=f"/aws/vendedlogs/{fit(base, 400)}",
        target_group=group,
        other_target_group=other_group,
        layer=zipped,
        api=zipped,
        api_keys=f"{base}-",
        rule=fit(f"{base}-keep-warm", 61),
        bucket=fit(f"{base}-{region}-{account}", 63, lower=True),
        lock=f"/lift/{fit(project, 64)}/{fit(stage, 64)}/lock",
        repository=fit(base, 256, lower=True),
    )


def authorizer(kind: str, function: str) -> str:
    """An API's authorizer; each function that is asked has one of its own."""
    return fit(f"{AUTHORIZER}{kind.lower()}{'-' if function else ''}{function}", 128)


def numbered_rule(first: str, number: int) -> str:
    """Of the rules of one stage: ``first``, then with a number behind it."""
    return first if number == 1 else f"{first}-{number}"


def number_of_rule(first: str, name: str) -> int | None:
    """The number of the rule called ``name`` if it is one of the stage whose ``first`` is given."""
    match = re.fullmatch(rf"{re.escape(first)}(?:-(\d\d?))?", name)
    return int(match[1] or 1) if match else None


def fit(wanted: str, limit: int, *, lower: bool = False, plain: bool = False) -> str:
    """``wanted`` with only letters, digits, ``-`` and ``_``, at most ``limit`` long.

    ``lower``: for names of buckets, which have neither capitals nor underscores and begin with a
    letter or digit. ``plain``: for those that may have capitals, but no underscores. Unchanged when
    it fits, else cut and hashed.
    """
    letters = "a-z0-9" if lower else "A-Za-z0-9" if plain else "A-Za-z0-9_"
    pattern = rf"[^{letters}-]"
    name = re.sub(pattern, "-", wanted.lower() if lower else wanted)
    bare = name.strip("-_")
    if name == wanted and 0 < len(name) <= limit and (name == bare or not (lower or plain)):
        return name
    digest = hashlib.sha256(wanted.encode()).hexdigest()[:_HASH]
    head = bare[: limit - _HASH - 1].rstrip("-_")
    return f"{head}-{digest}" if head else digest
