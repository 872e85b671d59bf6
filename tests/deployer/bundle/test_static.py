"""collectstatic before packaging."""

from pathlib import Path

import pytest

from lift.deployer.application import find_application
from lift.deployer.bundle import static
from lift.deployer.errors import BundleError, SettingsError
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder

from .projects import DJANGO, stage, write

SETTINGS = DJANGO["site_settings/production.py"]
SECRET = "the-secret-of-this-stage"


def project(root: Path, settings: str = SETTINGS, **variables: str) -> Stage:
    write(root, DJANGO | {"site_settings/production.py": settings})
    return stage(
        root,
        django_settings="site_settings.production",
        environment_variables={"SECRET_KEY": SECRET, **variables},
    )


def collect(chosen: Stage) -> None:
    static.collect(chosen, find_application(chosen), None, Recorder())


def refused(chosen: Stage) -> BundleError:
    with pytest.raises(BundleError) as caught:
        collect(chosen)
    assert SECRET not in caught.value.message + caught.value.details
    return caught.value


def test_the_files_lie_in_static_root_afterwards(tmp_path: Path) -> None:
    collect(project(tmp_path))
    assert (tmp_path / "staticfiles/style.css").read_text() == DJANGO["assets/style.css"]
    assert not list(tmp_path.rglob("__pycache__"))


def test_a_project_without_manage_py_will_do(tmp_path: Path) -> None:
    chosen = project(tmp_path)
    (tmp_path / "manage.py").unlink()
    collect(chosen)
    assert (tmp_path / "staticfiles/style.css").is_file()


def test_a_project_in_a_folder_of_its_own_will_do(tmp_path: Path) -> None:
    write(tmp_path, {f"website/{name}": content for name, content in DJANGO.items()})
    collect(
        stage(
            tmp_path,
            django_settings="site_settings.production",
            environment_variables={"SECRET_KEY": SECRET},
        )
    )
    assert (tmp_path / "website/staticfiles/style.css").is_file()


def test_a_project_named_by_its_wsgi_module_has_manage_pys_settings(tmp_path: Path) -> None:
    production = DJANGO["manage.py"].replace("development", "production")
    write(tmp_path, DJANGO | {"manage.py": production, "site_settings/wsgi.py": "app = 1\n"})
    variables = {"SECRET_KEY": SECRET}
    collect(stage(tmp_path, app="site_settings.wsgi:app", environment_variables=variables))
    assert (tmp_path / "staticfiles/style.css").is_file()


def test_a_project_without_django_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"collect_static runs manage\.py, and there is none"):
        collect(stage(write(tmp_path, {"main.py": "app = 1\n"})))


def test_the_stages_variables_are_given_to_it(tmp_path: Path) -> None:
    settings = SETTINGS.replace('"staticfiles"', 'os.environ["FOLDER"]')
    collect(project(tmp_path, settings, FOLDER="here"))
    assert (tmp_path / "here/style.css").is_file()


def test_a_static_root_outside_of_the_project_is_refused(tmp_path: Path) -> None:
    settings = SETTINGS.replace('BASE_DIR / "staticfiles"', 'BASE_DIR.parent / "outside"')
    error = refused(project(tmp_path / "p", settings))
    assert f"STATIC_ROOT is {tmp_path}/outside, outside of the project" in error.message
    assert "BASE_DIR" in error.hint


def test_a_static_root_that_would_be_left_out_is_refused(tmp_path: Path) -> None:
    error = refused(project(tmp_path, SETTINGS.replace('"staticfiles"', '"build/static"')))
    assert "STATIC_ROOT is build/static, which is left out of the bundle" in error.message


def test_a_failure_is_told_without_secrets(tmp_path: Path) -> None:
    broken = SETTINGS + '\nraise ValueError("no good: " + SECRET_KEY)\n'
    error = refused(project(tmp_path, broken))
    assert error.message == "live: collectstatic failed: ValueError: no good: ****"
    assert "Traceback" in error.details


def test_without_a_static_root_djangos_own_words_are_shown(tmp_path: Path) -> None:
    settings = SETTINGS.replace('STATIC_ROOT = BASE_DIR / "staticfiles"\n', "")
    assert "STATIC_ROOT" in refused(project(tmp_path, settings)).message


def test_what_no_environment_here_has_is_installed_for_it(tmp_path: Path) -> None:
    chosen = project(tmp_path, "import inflection\n" + SETTINGS)
    write(tmp_path, {"requirements.txt": "django>=5.2,<5.3\ninflection==0.5.1\n"})
    ui = Recorder()
    static.collect(chosen, find_application(chosen), None, ui)
    assert (tmp_path / "staticfiles/style.css").is_file()
    assert ui.said[-1] == ("step", "making an environment from requirements.txt, for this machine")
