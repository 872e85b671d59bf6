"""What a file mentions is found by reading it."""

import pytest

from lift.deployer.bundle.mentions import read


@pytest.mark.parametrize(
    ("source", "imports"),
    [
        ("import a.b as c, d", {"a.b", "d"}),
        ("from a import b", {"a", "a.b"}),
        ("from . import b", {"pkg.sub", "pkg.sub.b"}),
        ("from ..x import b", {"pkg.x", "pkg.x.b"}),
        ("try:\n    import fast\nexcept ImportError:\n    fast = None", {"fast"}),
        ("def f():\n    import late", {"late"}),
        ("if TYPE_CHECKING:\n    import typed\nelse:\n    import real", {"real"}),
        ("import typing\nif typing.TYPE_CHECKING:\n    import typed", {"typing"}),
        ("if __name__ == '__main__':\n    import server", set()),
    ],
)
def test_imports(source: str, imports: set[str]) -> None:
    assert read(source.encode(), "pkg.sub").imports == imports


@pytest.mark.parametrize(
    ("source", "loads", "dynamic"),
    [
        ("import_module('a.b')", {"a.b"}, ()),
        ("importlib.import_module('.b', __package__)", {"pkg.b"}, ()),
        ("__import__('a')", {"a"}, ()),
        ("import_optional_dependency('pyarrow')", {"pyarrow"}, ()),
        ("import_module(f'a.b.{name}')", {"a.b"}, ()),
        ("import_module('a.%s' % name)", {"a"}, ()),
        ("import_module('a.b.' + name)", {"a.b"}, ()),
        ("\nimport_module(name)", set(), (2,)),
        ("import_module(f'{name}.models')", set(), (1,)),
        ("walk_packages()", set(), (1,)),
        ("reimport(name)", set(), ()),
    ],
)
def test_importing_functions(source: str, loads: set[str], dynamic: tuple[int, ...]) -> None:
    found = read(source.encode(), "pkg")
    assert found.loads == loads
    assert found.dynamic == dynamic


def test_strings_that_could_be_names() -> None:
    source = '''"""a.docstring"""
APPS = ["rest_framework", "a.b.C", "module:app", "not a name", "", "1.2"]
logging.getLogger("a.logger")
'''
    assert read(source.encode(), "").strings == {"rest_framework", "a.b.C", "module"}


def test_what_is_no_python_of_this_version_is_opaque() -> None:
    assert read(b"no python", "").opaque
    assert not read(b"import a", "").opaque
