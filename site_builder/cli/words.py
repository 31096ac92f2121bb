"""Chinese for everything that click itself says: usage, headings, help option, complaints."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from unicodedata import east_asian_width

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}
_REQUIRED = "  [required]"


def cells(text: str) -> int:
    """Return how many terminal cells a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


class Formatter(click.HelpFormatter):
    """Writes `用法` and Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write two columns that line up although click counts characters, not cells."""
        rows = [(first, second.replace(_REQUIRED, "（必填）")) for first, second in rows]
        width = max(min(cells(first), col_max) for first, _ in rows) + col_spacing
        for first, second in rows:
            gap = max(width - cells(first), col_spacing)
            self.write(f"{'':>{self.current_indent}}{first}{'':>{gap}}{second}\n")


class Context(click.Context):
    """A context whose help is Chinese."""

    formatter_class = Formatter


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这份说明。"
    return option


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        return _help_option(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        self.options_metavar = "[选项]"
        return super().collect_usage_pieces(ctx)


class Group(click.Group):
    """A group whose help is Chinese."""

    context_class = Context
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        return _help_option(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        self.options_metavar = "[选项]"
        self.subcommand_metavar = "命令 [参数]…"
        return super().collect_usage_pieces(ctx)


class Refused(click.ClickException):
    """What was asked for cannot be done; the message is Chinese and says what to do instead."""

    exit_code = 2


class Unsound(click.ClickException):
    """The content has errors; they have been printed already."""

    exit_code = 1


def complaint(error: click.ClickException) -> str:
    """Return a Chinese sentence for what click refuses, with the way to help."""
    if isinstance(error, Refused | Unsound):
        return error.message
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "chunshui"
    return f"{_what(error)}\n请看：{where} --help"


def _named(error: click.BadParameter) -> str:
    """Return an option as it is typed, an argument as the help calls it."""
    if isinstance(error.param, click.Argument) and error.ctx is not None:
        return error.param.make_metavar(error.ctx).strip("[]…")
    return "、".join(error.param.opts) if error.param else "参数"


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f"是否要写 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项。{near}"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "参数"
            return f"还缺 {name}。"
        case click.BadParameter():
            return f"{_named(error)} 的值不对：{_value(error)}"
        case click.BadOptionUsage():
            if "does not take" in error.message:
                return f"{error.option_name} 后面不要写值。"
            return f"{error.option_name} 后面还要写值。"
        case click.exceptions.NoArgsIsHelpError():
            return error.format_message()
        case click.UsageError():
            return _usage(error.message)
        case _:
            return error.format_message()


def _value(error: click.BadParameter) -> str:
    """Return Chinese for a value that click itself refuses; ours are Chinese already."""
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"只能写 {'、'.join(map(str, kind.choices))}。"
    if isinstance(kind, click.types.IntParamType):
        return "应为一个整数。"
    return error.message


def _usage(message: str) -> str:
    """Return Chinese for click's remaining usage errors, which carry only English text."""
    if message.startswith("No such command"):
        return f"没有 {message.split(maxsplit=3)[3].rstrip('.')} 这个命令。"
    if message.startswith("Got unexpected extra argument"):
        return f"多出了参数：{message.partition('(')[2].rstrip(')')}"
    return message


_REFUSALS = {
    errno.EACCES: "没有读写的权限。请换一个位置，或请管理员给权限。",
    errno.EPERM: "没有读写的权限。请换一个位置，或请管理员给权限。",
    errno.EROFS: "这里只能读，不能写。请换一个位置。",
    errno.ENOSPC: "磁盘满了。请清理后再试。",
    errno.ENOENT: "没有这个文件，或不能在这里新建。请换一个位置。",
    errno.ENOTDIR: "路径中间有一段不是文件夹。请换一个位置。",
    errno.ENAMETOOLONG: "文件名太长。请改短些。",
    errno.EADDRINUSE: "端口已被占用。请用 --port 换一个，如 --port 8080。",
}


def os_words(error: OSError) -> str:
    """Return in Chinese what the system refused and what to do; its own words if it is rare."""
    return _REFUSALS.get(error.errno or 0, f"系统不让读写（{error.strerror or error}）。")
