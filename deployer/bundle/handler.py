"""Write ``lift_handler.py``, the module whose ``handler`` Lambda calls.

Pure: text from the stage and where its application is.
"""

import json
from dataclasses import replace

from ..application import Application
from ..settings.stage import Stage
from . import warming

NAME = "lift_handler"
HANDLER = f"{NAME}.handler"

# What is imported stays: looking for garbage among it takes a seventh of INIT, and later as long
# again in some request. A threshold that no start reaches leaves gc.enable() and disable(), and
# thresholds of the application's own, to the application.
_START = """\
import gc
import os
import sys

thresholds = gc.get_threshold()
gc.set_threshold(10_000_000, *thresholds[1:])
"""
_END = """\
gc.freeze()
if gc.get_threshold()[0] == 10_000_000:
    gc.set_threshold(thresholds[0], *gc.get_threshold()[1:])
"""
# Before all that is imported out of the archive.
_ARCHIVE = """\
import lift_bytecode

lift_bytecode.install()
"""
_RELEASE = """\
sys.stdout.write(  # once, at INIT: which release this is, for whoever reads the log
    f"LIFT_RELEASE version={os.environ.get('AWS_LAMBDA_FUNCTION_VERSION', 'unknown')} "
    f"{os.environ.get('LIFT_RELEASE', 'commit=unknown deps=unknown')} "
    f"python={sys.version.partition(' ')[0]}\\n"
)
"""
_PATH = """\
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), {folder}))
"""
_DJANGO_SETTINGS = """\
os.environ.setdefault("DJANGO_SETTINGS_MODULE", {module})
"""
# Lambda's runtime client reports an ImportError without its traceback.
_TRIED = """\
try:
{statements}
except ImportError:
    import traceback

    traceback.print_exc()
    raise
"""
_APPLICATION = """\
from lift.adapter import Adapter

{tried}
handler = Adapter({arguments})
"""
_DJANGO = """\
from lift.adapter import Adapter

{tried}
handler = Adapter({arguments})


@handler.on("manage")
def manage(event, context):
    \"\"\"Run a management command in this function: what `lift manage` sends.\"\"\"
    from django.core.management import execute_from_command_line
    from lift.adapter import command

    return command.run(execute_from_command_line, event["arguments"])
"""


def write(stage: Stage, application: Application) -> str:
    """The source of the module."""
    django = not application.attribute
    body = _django(stage) if django else _application(stage, application)
    setup = ""
    if application.import_root:
        setup += _PATH.format(folder=_quoted(application.import_root))
    if django:
        setup += _DJANGO_SETTINGS.format(module=_quoted(application.module))
    archive = _ARCHIVE if stage.bytecode == "archive" else ""
    parts = [_docstring(stage), _START, archive, _RELEASE, setup, body, warming.write(stage), _END]
    return "\n".join(part for part in parts if part)


def _docstring(stage: Stage) -> str:
    return f'"""What Lambda calls: {stage.project}, stage {stage.name}. Written by lift."""\n'


def _django(stage: Stage) -> str:
    stage = replace(stage, interface="asgi" if stage.interface == "asgi" else "wsgi")
    get = f"get_{stage.interface}_application"
    tried = _tried(f"from django.core.{stage.interface} import {get}", "", f"application = {get}()")
    return _DJANGO.format(tried=tried, arguments=_arguments(stage, "application"))


def _application(stage: Stage, application: Application) -> str:
    name, _, rest = application.attribute.partition(".")
    found = f"application.{rest}" if rest else "application"
    arguments = _arguments(stage, found)
    tried = _tried(f"from {application.module} import {name} as application")
    return _APPLICATION.format(tried=tried, arguments=arguments)


def _tried(*statements: str) -> str:
    """The statements, whose ImportError shows where it comes from."""
    lines = (f"    {line}" if line else "" for line in statements)
    return _TRIED.format(statements="\n".join(lines))


def _arguments(stage: Stage, application: str) -> str:
    """What the adapter is called with: the application, and what differs from the default."""
    options = {
        "interface": (stage.interface, "auto"),
        "lifespan": (stage.lifespan, "auto"),
        "base_path": (stage.base_path, ""),
    }
    given = [
        f"{name}={_quoted(value)}" for name, (value, usual) in options.items() if value != usual
    ]
    if stage.snap_start is not None and stage.snap_start.lifespan == "kept":
        given.append("lifespan_kept=True")
    return ", ".join([application, *given])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
