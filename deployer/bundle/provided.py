"""What the bundle leaves out because Lambda's Python runtimes have it: the boto family.

Carefully: only what nothing else in the bundle needs, and boto3, botocore and s3transfer together
or not at all, since they fit each other by exact version.
"""

from collections.abc import Collection, Mapping

CORE = frozenset({"boto3", "botocore", "s3transfer"})
_THEIRS = frozenset({"jmespath", "python-dateutil", "urllib3", "six"})


def droppable(needed_by: Mapping[str, Collection[str]], keep: Collection[str]) -> frozenset[str]:
    """Which packages of the resolution may be left out.

    ``needed_by`` gives for each package those that ask for it ("" is the project itself), ``keep``
    the names that the settings want kept. A project's own requirement for boto3 is met by the
    runtime; a requirement for any of the others is a reason to keep it.
    """
    core = CORE & needed_by.keys()
    if core & set(keep) or any(set(needed_by[name]) - CORE - {""} for name in core):
        return frozenset()
    dropped = set(core)
    while more := {
        name
        for name in _THEIRS & needed_by.keys() - dropped - set(keep)
        if set(needed_by[name]) <= dropped
    }:
        dropped |= more
    return frozenset(dropped)
