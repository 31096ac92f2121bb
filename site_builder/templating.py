"""Jinja2 without what it does at each value and call for templates unlike ours.

Our templates name attributes as attributes and places as places, call functions and macros as they
are, and print words, numbers and ready HTML. Jinja2 allows for much more, at half of a page's time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2 import compiler as jinja_compiler
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

_MARKUP: Final = frozenset({"day", "kept", "inert", "percent", "points", "signed", "text"})
"""Filters whose results need no escaping: they are markup, digits or a date."""
_ESCAPED: Final = re.compile("[&<>\"']").search
_COMPILED: Final = Path(cache_from_source(__file__)).parent


def ready(html: str) -> Markup:
    """Return HTML as what it is; as `Markup(html)`, which asks more of a plain text."""
    return str.__new__(Markup, html)


def printed(value: object) -> str:
    """Return a value as HTML: escaped, unless it is markup or has nothing to escape."""
    if type(value) is str:
        return value if value.isalnum() or _ESCAPED(value) is None else escape(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


def _macro(made: Callable[..., str], names: tuple[str, ...]) -> Callable[..., Markup]:
    """Return a macro as a function; what is not given has its default."""
    count = len(names)
    blanks = (missing,) * count

    def macro(*given: Any, **named: Any) -> Markup:
        if named:
            given += tuple([named.pop(name, missing) for name in names[len(given) :]])
            if named:
                raise TypeError(f"{made.__name__}: {', '.join(named)}")
        elif len(given) < count:
            given += blanks[len(given) :]
        return ready(made(*given))

    return macro


class _Generator(CodeGenerator):
    """Compiles an expression to the Python expression that it looks like."""

    def write_commons(self) -> None:
        """Begin every function with the names that it uses."""
        super().write_commons()
        self.writeline("printed = environment.printed")
        self.writeline("made_macro = environment.made_macro")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as overridden
        """Write an attribute: Jinja2 would also try an item of that name."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - as overridden
        """Write an item or a slice: Jinja2 would also try an attribute of that name."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(  # noqa: N802 - as overridden
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: ARG002 - as overridden
    ) -> None:
        """Write a call: none of our functions asks for Jinja2's own arguments."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802 - as overridden
        """Write a choice; without an `else` it is nothing, where Jinja2 has a value undefined."""
        super().visit_CondExpr(
            node if node.expr2 else nodes.CondExpr(node.test, node.expr1, nodes.Const("")), frame
        )

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002 - as overridden
        """Write a macro: without `caller`, `varargs` and `kwargs`, which none of ours has."""
        names = tuple(argument.name for argument in macro_ref.node.args)
        self.write(f"made_macro(macro, {names!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - as overridden
        safe = isinstance(node, nodes.Filter) and node.name in _MARKUP
        self.write("(" if safe else "printed(")


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, where Python keeps the program's own compiled modules.

    They are code as those are, and trusted as those are: nobody who may not write the program may
    write them. A folder that must not be written is left alone.
    """

    def __init__(self) -> None:
        """Take the folder, and names that tell by whom and by what Jinja2 they were compiled."""
        compilers = (__file__, jinja_compiler.__file__)
        stamp = blake2b(b"".join(Path(each).read_bytes() for each in compilers), digest_size=8)
        super().__init__(str(_COMPILED), f"%s.{sys.implementation.cache_tag}.{stamp.hexdigest()}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a compiled template where one is kept."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, where Python would keep a module."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                _COMPILED.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


class Templates(Environment):
    """The program's templates: escaping on, undefined names refused."""

    code_generator_class = _Generator
    printed = staticmethod(printed)
    made_macro = staticmethod(_macro)

    def __init__(self, **options: Any) -> None:
        """Read the program's templates, with Jinja2's further options."""
        super().__init__(
            loader=PackageLoader("site_builder"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            bytecode_cache=_Compiled(),
            **options,
        )
