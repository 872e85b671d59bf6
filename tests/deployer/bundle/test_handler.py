"""The generated module."""

from pathlib import Path

from lift.deployer.application import Application
from lift.deployer.bundle import handler

from .projects import stage

FILE = Path("main.py")


def test_an_application_is_imported_and_adapted(tmp_path: Path) -> None:
    written = handler.write(stage(tmp_path), Application("main", "app", "", FILE))
    assert written == (
        '"""What Lambda calls: shop, stage live. Written by lift."""\n\n'
        "from lift.adapter import Adapter\n\n"
        "try:\n    from main import app as application\n"
        "except ImportError:\n    import traceback\n\n    traceback.print_exc()\n    raise\n\n"
        "handler = Adapter(application)\n"
    )


def test_the_import_root_comes_first_on_the_path(tmp_path: Path) -> None:
    written = handler.write(stage(tmp_path), Application("main", "app", "src", FILE))
    assert "import os\nimport sys\n" in written
    path = 'sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "src"))'
    assert written.index(path) < written.index("from main import app")


def test_settings_of_the_adapter_are_passed_on(tmp_path: Path) -> None:
    chosen = stage(tmp_path, interface="asgi", lifespan="off", base_path='/"a"')
    written = handler.write(chosen, Application("main", "site.app", "", FILE))
    arguments = r'application.app, interface="asgi", lifespan="off", base_path="/\"a\""'
    assert f"handler = Adapter({arguments})" in written
    compile(written, "lift_handler.py", "exec")


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
