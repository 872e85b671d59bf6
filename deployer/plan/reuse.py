"""Whether a release needs a new version, or one that is there will do. Pure."""

from collections.abc import Mapping

from ..resources.spec import Spec


def reusable(wanted: Spec, versions: Mapping[str, Spec], live: str | None) -> str | None:
    """The version that is what is wanted: the ``live`` one, else the newest, else None.

    ``versions`` are all there are, by number, the oldest first. The newest is not live when it did
    not pass, was rolled back from, or an earlier run ended before the switch. Older ones do not
    count: AWS publishes such a version anew as well.
    """
    candidates = [number for number in versions if number == live] + list(versions)[-1:]
    return next((number for number in candidates if versions[number] == wanted), None)
