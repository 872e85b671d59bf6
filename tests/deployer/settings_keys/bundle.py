"""Keys of what is in the bundle."""

import sys

from lift.deployer.bundle import image, inputs, target
from lift.deployer.bundle.docker.build import Way
from lift.deployer.doctor.budgets import held
from lift.deployer.settings import Stage

from ..bundle.wheels import Index
from .case import BARE, Case, Group
from .opened import Built, loaded, project

# The runtime's Python is this one, which is there to compile bytecode.
RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
FLOUR = {
    "flour/__init__.py": "",
    "flour/__init__.pyi": "",
    "flour/tests/test_flour.py": "",
    "flour/locale/de/LC_MESSAGES/django.mo": "",
    "flour/locale/fr/LC_MESSAGES/django.mo": "",
}
REQUIREMENTS = {
    "requirements.txt": "flour\nboto3\ndjango\n",
    "live.txt": "flour\nboto3\ndjango\nsugar\n",
    "more.txt": "salt\n",
}
PYPROJECT = """\
[project]
name = "shop"
version = "1"
dependencies = ["flour"]

[project.optional-dependencies]
sweet = ["sugar"]
salty = ["salt"]

[dependency-groups]
sour = ["lemon"]
hot = ["pepper"]
"""
MANAGE = """\
import pathlib

pathlib.Path("static").mkdir(exist_ok=True)
pathlib.Path("static/style.css").touch()
"""
DJANGO = "class settings:\n    STATIC_ROOT = 'static'\n"


def release(index: Index) -> None:
    """What the projects need."""
    index.release("flour", files=FLOUR)
    for name in ("sugar", "salt", "lemon", "pepper", "botocore"):
        index.release(name)
    index.release("boto3", needs=["botocore"])
    index.release("django", files={"django/__init__.py": "", "django/conf.py": DJANGO})


def languages(there: Built) -> list[str]:
    return there.has("flour/locale/de", "flour/locale/fr")


def extras(there: Built) -> list[str]:
    return there.has("sugar.py", "salt.py")


def grouped(there: Built) -> list[str]:
    return there.has("lemon.py", "pepper.py")


def compiled(there: Built) -> list[str]:
    """Where the bytecode of the application is."""
    files = ("__pycache__/main", "lift_code.bytecode")
    return [file for file in files if any(name.startswith(file) for name in there.code)]


def has_static(there: Built) -> bool:
    """Whether collectstatic ran: what it wrote before stays in the project."""
    return "collecting static files" in there.said


def container(stage: Stage) -> object:
    """Whether everything is built in a container, in which one, with what in it."""
    found = inputs.find(stage)
    way = Way(stage.docker, target.for_stage(stage), stage.root)
    return found is not None and found.from_source, way.image, way.docker.packages


CONTENTS: tuple[Case[Built], ...] = (
    Case(
        "requirements",
        "live.txt",
        ["requirements.txt", "more.txt"],
        extras,
        ([], ["sugar.py"], ["salt.py"]),
    ),
    Case(
        "exclude",
        ["docs/"],
        ["*.psd"],
        lambda there: there.has("docs/index.md", "logo.psd"),
        (["docs/index.md", "logo.psd"], ["logo.psd"], ["docs/index.md"]),
    ),
    Case(
        "keep",
        ["boto3"],
        ["botocore"],
        lambda there: there.has("boto3.py", "botocore.py"),
        ([], ["boto3.py", "botocore.py"], ["boto3.py", "botocore.py"]),
    ),
    Case(
        "slim",
        {"tests": False},
        {"stubs": False},
        lambda there: there.has("flour/tests", "flour/__init__.pyi"),
        ([], ["flour/tests"], ["flour/__init__.pyi"]),
    ),
    Case(
        "locales",
        ["de"],
        ["fr"],
        languages,
        (["flour/locale/de", "flour/locale/fr"], ["flour/locale/de"], ["flour/locale/fr"]),
    ),
    Case("collect_static", True, False, has_static, (False, True, False)),
)
SHAPE: tuple[Case[Built], ...] = (
    Case("groups", ["sour"], ["hot"], grouped, ([], ["lemon.py"], ["pepper.py"])),
    Case("extras", ["sweet"], ["salty"], extras, ([], ["sugar.py"], ["salt.py"])),
    Case("layer", False, True, lambda there: bool(there.layer), (True, False, True)),
    Case(
        "bytecode",
        False,
        True,
        compiled,
        (["lift_code.bytecode"], [], ["__pycache__/main"]),
    ),
)
IN_CONTAINER: Case[Stage] = Case(
    "docker",
    "always",
    {"image": "own:1", "packages": ["libpq-devel"]},
    container,
    (
        (False, "public.ecr.aws/sam/build-python3.13:latest-x86_64", ()),
        (True, "public.ecr.aws/sam/build-python3.13:latest-x86_64", ()),
        (False, "own:1", ("libpq-devel",)),
    ),
)


def exceeded(stage: Stage) -> list[str]:
    """The budgets that a bundle of 70 MB, 30 zipped, is over."""
    found = held(stage.budgets, {"unzipped_mb": 70, "zipped_mb": 30})
    return [budget.name for budget in found if budget.exceeded]


BUDGETS: Case[Stage] = Case(
    "budgets",
    {"unzipped_mb": 60},
    {"unzipped_mb": 80, "zipped_mb": 20},
    exceeded,
    ([], ["unzipped_mb"], ["zipped_mb"]),
)
BASE_IMAGE: Case[Stage] = Case(
    "base_image",
    "own:1",
    "own:2",
    image.base_image,
    ("public.ecr.aws/lambda/python:3.13", "own:1", "own:2"),
)

GROUPS = (
    Group(
        "contents",
        project(
            {**REQUIREMENTS, "manage.py": MANAGE, "docs/index.md": "", "logo.psd": ""}, release
        ),
        CONTENTS,
        BARE | {"runtime": RUNTIME, "bytecode": False},
    ),
    Group(
        "shape",
        project({"pyproject.toml": PYPROJECT}, release),
        SHAPE,
        BARE | {"runtime": RUNTIME},
    ),
    Group("containers", loaded, (IN_CONTAINER, BUDGETS)),
    Group("images", loaded, (BASE_IMAGE,), BARE | {"package": "image"}),
)
