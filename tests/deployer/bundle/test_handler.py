"""The generated module."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from lift.deployer.application import Application
from lift.deployer.bundle import handler
from lift.deployer.settings.snap_start import SnapStart

from .projects import stage

FILE = Path("main.py")


def test_an_application_is_imported_and_adapted(tmp_path: Path) -> None:
    written = handler.write(stage(tmp_path), Application("main", "app", "", FILE))
    assert written.startswith('"""What Lambda calls: shop, stage live. Written by lift."""\n\n')
    expected = (
        ")\n\nfrom lift.adapter import Adapter\n\n"
        "try:\n    from main import app as application\n"
        "except ImportError:\n    import traceback\n\n    traceback.print_exc()\n    raise\n\n"
        "handler = Adapter(application)\n\ngc.freeze()\n"
    )
    assert expected in written


def test_the_import_root_comes_first_on_the_path(tmp_path: Path) -> None:
    written = handler.write(stage(tmp_path), Application("main", "app", "src", FILE))
    path = 'sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "src"))'
    assert written.index(path) < written.index("from main import app")


def test_settings_of_the_adapter_are_passed_on(tmp_path: Path) -> None:
    chosen = stage(tmp_path, interface="asgi", lifespan="off", base_path='/"a"')
    written = handler.write(chosen, Application("main", "site.app", "", FILE))
    arguments = r'application.app, interface="asgi", lifespan="off", base_path="/\"a\""'
    assert f"handler = Adapter({arguments})" in written
    compile(written, "lift_handler.py", "exec")


def test_a_lifespan_may_be_kept_in_a_snapshot(tmp_path: Path) -> None:
    application = Application("main", "app", "", FILE)
    kept = handler.write(stage(tmp_path, snap_start=SnapStart("kept")), application)
    assert "Adapter(application, lifespan_kept=True)" in kept
    assert "lifespan_kept" not in handler.write(
        stage(tmp_path, snap_start=SnapStart()), application
    )


def test_django_gets_its_settings_and_manage(tmp_path: Path) -> None:
    chosen = stage(tmp_path, django_settings="site.settings")
    written = handler.write(chosen, Application("site.settings", "", "", FILE))
    assert 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")' in written
    assert 'handler = Adapter(application, interface="wsgi")' in written
    assert '@handler.on("manage")' in written
    compile(written, "lift_handler.py", "exec")


def test_django_can_be_asgi(tmp_path: Path) -> None:
    chosen = stage(tmp_path, django_settings="site.settings", interface="asgi")
    written = handler.write(chosen, Application("site.settings", "", "", FILE))
    assert "from django.core.asgi import get_asgi_application" in written
    assert 'Adapter(application, interface="asgi")' in written


def test_modules_come_out_of_the_archive_before_any_is_imported(tmp_path: Path) -> None:
    application = Application("main", "app", "", FILE)
    archived = handler.write(stage(tmp_path), application)
    assert archived.index("lift_bytecode.install()") < archived.index("from lift.adapter")
    assert "lift_bytecode" not in handler.write(stage(tmp_path, bytecode=True), application)


def release_line(folder: Path) -> str:
    """What the module prints before it imports the application."""
    chosen = stage(folder, bytecode=True)
    written = handler.write(chosen, Application("main", "app", "", FILE))
    file = folder / "lift_handler.py"
    file.write_text(written.partition("from lift")[0])
    done = subprocess.run([sys.executable, file], capture_output=True, text=True, check=True)
    return done.stdout


def test_it_says_which_release_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_VERSION", "7")
    monkeypatch.setenv("LIFT_RELEASE", "commit=c0ffee deps=0123")
    python = platform.python_version()
    assert release_line(tmp_path) == (
        f"LIFT_RELEASE version=7 commit=c0ffee deps=0123 python={python}\n"
    )


def test_outside_of_a_release_it_says_that_it_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIFT_RELEASE", raising=False)
    assert " commit=unknown deps=unknown " in release_line(tmp_path)


@pytest.mark.parametrize(
    ("application", "expected"),
    [
        ("", (True, (700, 10, 10))),
        ("gc.disable()", (False, (700, 10, 10))),
        ("gc.set_threshold(0)", (True, (0, 10, 10))),
        ("gc.set_threshold(5_000, 20, 30)", (True, (5_000, 20, 30))),
        ("gc.set_threshold(gc.get_threshold()[0], 20, 30)", (True, (700, 20, 30))),
    ],
)
def test_garbage_is_collected_afterwards_as_the_application_wants(
    application: str, expected: object, tmp_path: Path
) -> None:
    chosen = stage(tmp_path, bytecode=True)
    (tmp_path / "lift_handler.py").write_text(
        handler.write(chosen, Application("main", "app", "", FILE))
    )
    app = f"import gc\n{application}\ndef app(environ, start): ...\n"
    (tmp_path / "main.py").write_text(app)
    program = (
        "import gc; gc.set_threshold(700, 10, 10); import lift_handler;"
        "print((gc.isenabled(), gc.get_threshold())); assert gc.get_freeze_count() > 1000"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == str(expected)
