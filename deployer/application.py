"""Find the application by reading: its module's file, and the attribute in that file.

Never by importing it: production settings and Linux wheels do not import on a laptop.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import SettingsError
from .settings.stage import Stage
from .suggest import nearest


@dataclass(frozen=True)
class Application:
    """Where the application is.

    ``module`` holds it (for Django: the settings). ``attribute`` is its name there, "" for Django.
    ``import_root`` is the folder below the project that has to be on ``sys.path``, "" for the
    project's own: "src", or the folder of manage.py.
    """

    module: str
    attribute: str
    import_root: str
    file: Path


def find_application(stage: Stage) -> Application:
    """The application of ``stage``.

    Raises ``SettingsError`` that says where it was looked for and what may have been meant.
    """
    if stage.django_settings:
        module, attribute = stage.django_settings, ""
    else:
        module, _, attribute = (stage.app or "").partition(":")
    roots = list(_import_roots(stage.root))
    for root in roots:
        if file := _module_file(root, module):
            if attribute:
                _check_attribute(stage, file, module, attribute)
            inside = root.relative_to(stage.root).as_posix()
            return Application(module, attribute, "" if inside == "." else inside, file)
    raise _no_module(stage, module, attribute, roots)


def _import_roots(root: Path) -> Iterator[Path]:
    """The folders that modules may be imported from: the project's, src, and manage.py's."""
    yield root
    if (root / "src").is_dir():
        yield root / "src"
    for pattern in ("*/manage.py", "*/*/manage.py"):
        for manage in sorted(root.glob(pattern)):
            if manage.parent != root / "src":
                yield manage.parent


def _module_file(root: Path, module: str) -> Path | None:
    path = root.joinpath(*module.split("."))
    for file in (path / "__init__.py", path.with_name(f"{path.name}.py")):
        if file.is_file():
            return file
    return None


def _no_module(stage: Stage, module: str, attribute: str, roots: list[Path]) -> SettingsError:
    known = {name for root in roots for name in _modules(root)}
    wanted = "django_settings" if stage.django_settings else "app"
    place = f"{module.replace('.', '/')}.py"
    looked = ", ".join(sorted(str(root) for root in roots))
    return SettingsError(
        f"{stage.name}: {wanted} names the module {module}, and there is no {place} in {looked}",
        hint=_did_you_mean(module, known, f":{attribute}" if attribute else "")
        or "modules are looked for in the folder of the settings, in src and beside manage.py",
    )


def _modules(root: Path) -> Iterator[str]:
    """The modules below ``root`` down to the third level, to guess from."""
    for pattern in ("*.py", "*/*.py", "*/*/*.py"):
        for file in root.glob(pattern):
            parts = file.relative_to(root).with_suffix("").parts
            if all(part.isidentifier() for part in parts):
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _check_attribute(stage: Stage, file: Path, module: str, attribute: str) -> None:
    try:
        tree = ast.parse(file.read_bytes(), filename=str(file))
    except (SyntaxError, ValueError) as error:
        raise SettingsError(f"{stage.name}: {file} does not parse: {error}") from None
    names = set(_names(tree.body))
    first = attribute.partition(".")[0]
    # A star import or a module __getattr__ can bring any name: the import on Lambda will tell.
    if first in names or names & {"*", "__getattr__"}:
        return
    raise SettingsError(
        f"{stage.name}: app names {module}:{attribute}, and {file} defines no {first}",
        hint=_did_you_mean(first, names, before=f"{module}:")
        or f"the names in that file are {', '.join(sorted(names)) or 'none'}",
    )


def _names(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that a module's statements bind, also those inside if, try, with and for."""
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)
            case _:
                yield from _bound(statement)


def _bound(statement: ast.stmt) -> Iterator[str]:
    for child in ast.iter_child_nodes(statement):
        match child:
            case ast.stmt():
                yield from _names([child])
            case ast.ExceptHandler(body=body) | ast.match_case(body=body):
                yield from _names(body)
            case ast.Lambda():
                pass
            case _:
                yield from (
                    node.id
                    for node in ast.walk(child)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
                )


def _did_you_mean(wrong: str, known: Iterable[str], after: str = "", before: str = "") -> str:
    close = nearest(wrong, known)
    return f"did you mean {before}{close}{after}?" if close else ""
