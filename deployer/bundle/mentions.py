"""What one Python file mentions of other modules: by importing them, or by name in a string.

Reads the source, never runs it. What stands under ``if TYPE_CHECKING`` or ``if __name__ ==
"__main__"`` does not count, nor do docstrings: nothing of it happens on Lambda.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
# Functions that take a module's name, of whatever library: import_module, __import__, find_spec,
# import_optional_dependency, importorskip, …
_TAKES_A_NAME = re.compile(r"import|find_spec|load_module")
# With a name that is not written there, or with none at all, these import whatever they find.
_TAKES_ANYTHING = frozenset(
    {
        *("import_module", "__import__", "import_string", "import_object", "import_from_string"),
        *("symbol_by_name", "load_module", "locate", "resolve_name", "run_module", "find_modules"),
        *("iter_modules", "walk_packages", "autodiscover_modules", "attach", "attach_stub"),
    }
)


@dataclass(frozen=True)
class Mentions:
    """What a file mentions, each a module's dotted name, perhaps with an attribute behind it.

    ``imports`` are those of import statements, ``loads`` the names given to importing functions,
    ``strings`` all other strings that look like such a name. ``dynamic`` are the lines that import
    something whose name is made at run time. ``opaque`` says that the file cannot be read at all,
    being in another Python's syntax.
    """

    imports: frozenset[str] = frozenset()
    loads: frozenset[str] = frozenset()
    strings: frozenset[str] = frozenset()
    dynamic: tuple[int, ...] = ()
    opaque: bool = False

    @property
    def names(self) -> frozenset[str]:
        return self.imports | self.loads | self.strings


def read(source: bytes, package: str) -> Mentions:
    """The mentions of a file in ``package`` ("" at the top level)."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return Mentions(opaque=True)
    reader = _Reader(package)
    for node in _nodes(tree):
        reader.take(node)
    return Mentions(
        frozenset(reader.imports),
        frozenset(reader.loads),
        frozenset(reader.strings),
        tuple(reader.dynamic),
    )


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that never run on Lambda, and docstrings."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case ast.Name() | ast.Constant():
                pass
            case ast.If(test=test, orelse=otherwise) if _never_on_lambda(test):
                waiting += otherwise
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case ast.Call(func=ast.Attribute(attr="getLogger")):
                pass  # loggers are called like modules
            case _:
                waiting += ast.iter_child_nodes(node)


def _never_on_lambda(test: ast.expr) -> bool:
    match test:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
        case ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()]):
            return True
    return False


@dataclass
class _Reader:
    package: str
    imports: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    strings: set[str] = field(default_factory=set)
    dynamic: list[int] = field(default_factory=list)

    def take(self, node: ast.AST) -> None:
        match node:
            case ast.Import(names=aliases):
                self.imports.update(alias.name for alias in aliases)
            case ast.ImportFrom(module=module, level=level, names=aliases):
                if base := self._absolute("." * level + (module or "")):
                    self.imports.update([base, *(f"{base}.{alias.name}" for alias in aliases)])
            case ast.Call():
                self._call(node)
            case ast.Constant(value=str(text)):
                name = text.partition(":")[0]  # "module:attribute"
                if _DOTTED.fullmatch(name):
                    self.strings.add(name)

    def _call(self, call: ast.Call) -> None:
        function = _name(call.func)
        given = call.args[0] if call.args else None
        name = self._absolute(_constant(given)) if given else ""
        if name and _TAKES_A_NAME.search(function):
            self.loads.add(name)
        elif function in _TAKES_ANYTHING:
            self.dynamic.append(call.lineno)

    def _absolute(self, name: str) -> str:
        """``name`` in full, where it is relative to the package."""
        relative = name.lstrip(".")
        if (level := len(name) - len(relative)) == 0:
            return name
        above = self.package.split(".")[: len(self.package.split(".")) - level + 1]
        return ".".join(filter(None, (*above, relative)))


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _constant(given: ast.expr) -> str:
    """The name that is given, or the package that all names begin with that are made there.

    "a.b." of f"a.b.{x}", "a.b.%s" % x, "a.b." + x; "" where there is no telling.
    """
    match given:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text.rpartition(".")[0]
        case ast.BinOp(left=ast.Constant(value=str(text))):
            return text.partition("%")[0].rpartition(".")[0]
    return ""
