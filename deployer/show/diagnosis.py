"""All that ``lift doctor`` says, as a person reads it. Pure."""

from ..doctor.diagnosis import Diagnosis
from . import choice, deployed, doctor


def shown(found: Diagnosis, *, whole: bool = False) -> str:
    """The sections as text; ``whole`` shows also what hardly counts."""
    sections = [
        doctor.shown(found.examination, whole=whole),
        "\n".join(deployed.shown(found.deployed)),
        "\n".join(choice.shown(found.choice)),
    ]
    return "\n\n".join(sections)
