"""IPython source -> plain Python of the same number of lines, and what each magic meant.

Follows IPython's `inputtransformer2`: a cell magic owns the whole cell; line magics, shell lines and help
requests begin a logical line or stand right of a plain assignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nb2pipe.model.code import Magic, MagicFate
from nb2pipe.syntax.mentions import file_in_magic, file_in_shell, names_in_magic, names_in_shell
from nb2pipe.syntax.shell import shell_literal, shell_only_shows

_BODY_CELL_MAGICS = {"time", "prun", "capture"}
_SHOWING_CELL_MAGICS = {"timeit", "html", "HTML", "javascript", "js", "latex", "markdown", "svg", "SVG"}
_SHELL_CELL_MAGICS = {"bash": "bash", "sh": "sh", "!": "sh"}
_DROPPED_LINE_MAGICS = {
    "matplotlib", "load_ext", "reload_ext", "autoreload", "config", "precision", "timeit", "who", "whos", "who_ls",
    "lsmagic", "magic", "pinfo", "pinfo2", "pdoc", "psource", "pfile", "history", "hist", "notebook", "xmode", "pprint",
    "colors", "pdb", "debug", "doctest_mode", "logstart", "logstop", "pwd", "ls", "ll", "cat", "less", "more", "man",
    "memit", "mprun", "lprun", "watermark", "tensorboard", "dirs", "automagic", "alias_magic", "nbagg", "page",
}  # fmt: skip
_SHELL_MAGICS = {"sx", "sc", "system"}
#: Commands of the shell that IPython knows as magics of the same name.
_COMMAND_MAGICS = {"cp", "mv", "rm", "ln", "mkdir", "rmdir"}
_INSTALLERS = {"pip", "conda", "mamba", "uv"}
_INSTALL_COMMAND = re.compile(
    r"\s*(?:sudo\s+)?(?:(?:python3?|[\"']?\{sys\.executable\}[\"']?)\s+-m\s+)?(?:pip3?|conda|mamba|uv|apt|apt-get)\s+\S*\s*"
)
_ASSIGNMENT = re.compile(
    r"(?P<indent>\s*)(?P<target>[^\W\d][\w\s,.\[\]'\"]*?)\s*=\s*(?P<kind>[!%])(?P<rest>.*)", re.DOTALL
)
_HELP = re.compile(r"\s*\??\??(?P<object>[%\w.*\[\]]+)\s*\?{1,2}\s*$|\s*\?{1,2}\s*[%\w.*]+\s*$")


@dataclass
class _Rewriting:
    variables: frozenset[str] = frozenset()
    lines: list[str] = field(default_factory=list)
    magics: list[Magic] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)


def rewrite_magics(
    source: str, variables: frozenset[str] = frozenset()
) -> tuple[str, tuple[Magic, ...], frozenset[str]]:
    """Replace every magic by Python on the same line; also give the modules that the Python needs.

    `variables` are the names that `$name` takes from the notebook.
    """
    out = _Rewriting(variables)
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        _rewrite_cell_magic(lines, first, out)
    else:
        _rewrite_lines(lines, 0, out)
    return "\n".join(out.lines), tuple(out.magics), frozenset(out.imports)


def _rewrite_cell_magic(lines: list[str], first: int, out: _Rewriting) -> None:
    head = lines[first]
    name, _, argument = head[2:].partition(" ")
    argument = argument.strip()
    body = "\n".join(lines[first + 1 :]) + "\n"
    out.lines.extend(lines[:first])

    def replace(fate: MagicFate, statement: str, defines: str = "") -> None:
        out.magics.append(Magic(first + 1, f"%%{name}", head, fate, defines, names_in_magic(name, argument, body)))
        out.lines.append(statement)
        out.lines.extend("" for _ in lines[first + 1 :])

    if name in _BODY_CELL_MAGICS:
        words = [word for word in argument.split() if not word.startswith("-")]
        defines = words[0] if name == "capture" and words else ""
        fate = MagicFate.BODY_KEPT
        out.magics.append(Magic(first + 1, f"%%{name}", head, fate, defines))
        # `%%time statement` runs the statement before the body.
        out.lines.append(argument if name == "time" and argument else "")
        _rewrite_lines(lines[first + 1 :], first + 1, out)
    elif name == "timeit" and _may_change_something(argument + "\n" + body):
        replace(MagicFate.UNSUPPORTED, "pass")
    elif name in _SHOWING_CELL_MAGICS or (name == "script" and argument.startswith("false")):
        replace(MagicFate.DROPPED, "pass")
    elif name in ("writefile", "file"):
        mode = "a" if argument.split()[:1] == ["-a"] else "w"
        path = argument.split()[-1] if argument else ""
        out.imports.add("pathlib")
        call = f"pathlib.Path({shell_literal(path, out.variables)}).write_text({body!r})"
        if mode == "a":
            call = f"pathlib.Path({shell_literal(path, out.variables)}).open('a').write({body!r})"
        replace(MagicFate.TRANSLATED, call)
    elif (name in _SHELL_CELL_MAGICS or (name == "script" and argument in ("bash", "sh"))) and _may_run(name, argument):
        out.imports.add("subprocess")
        shell = _SHELL_CELL_MAGICS.get(name, argument)
        call = f"subprocess.run([{shell!r}, '-c', {body!r}], check=True)"
        captured = re.fullmatch(r"--out\s+([^\W\d]\w*)", argument)
        if captured:
            call = f"{captured[1]} = {call[:-1]}, stdout=subprocess.PIPE, text=True).stdout"
        replace(MagicFate.TRANSLATED, call)
    else:
        replace(MagicFate.UNSUPPORTED, "pass")


def _may_run(name: str, argument: str) -> bool:
    """Whether the options of a shell cell are known: none, or the name for what it prints."""
    return name == "script" or not argument or re.fullmatch(r"--out\s+[^\W\d]\w*", argument) is not None


def _may_change_something(code: str) -> bool:
    """Whether code that is timed does more than compute: IPython binds no names for it, but runs it many times."""
    return re.search(
        r"\.(?:append|extend|insert|add|update|pop|remove|clear|write|fit|sort|setdefault)\(", code
    ) is not None or (re.search(r"^\s*[\w.]+(?:\[.*\]|\.\w+)\s*[-+*/|&]?=[^=]", code, re.MULTILINE) is not None)


def _rewrite_lines(lines: list[str], offset: int, out: _Rewriting) -> None:
    for start, end in _logical_lines(lines):
        text = "\n".join(lines[start:end])
        replaced = _rewrite_logical_line(text, offset + start + 1, out)
        produced = [text] if replaced is None else [replaced]
        rows = "\n".join(produced).split("\n")
        out.lines.extend(rows + [""] * (end - start - len(rows)))


def _rewrite_logical_line(text: str, line: int, out: _Rewriting) -> str | None:
    """The Python for one logical line; None where it is Python already."""
    stripped = text.lstrip()
    indent = text[: len(text) - len(stripped)]
    joined = stripped.replace("\\\n", " ")
    if stripped.startswith("!"):
        return indent + _shell_line(joined.lstrip("!"), text, line, out)
    if stripped.startswith("%"):
        return indent + _line_magic(joined[1:], text, line, out)
    assigned = _ASSIGNMENT.match(text)
    if assigned:
        return _assigned_magic(assigned, text, line, out)
    if _HELP.match(text) and not stripped.startswith("#"):
        shown = frozenset(re.findall(r"^\s*\?*([^\W\d]\w*)", text))
        out.magics.append(Magic(line, "?", text.strip(), MagicFate.DROPPED, uses=shown))
        return f"{indent}pass"
    return None


def _shell_line(command: str, text: str, line: int, out: _Rewriting) -> str:
    if _INSTALL_COMMAND.match(command):
        out.magics.append(Magic(line, "!", text.strip(), MagicFate.INSTALL))
        return "pass"
    fate = MagicFate.DROPPED if shell_only_shows(command) else MagicFate.TRANSLATED
    uses, file = names_in_shell(command), file_in_shell(command)
    out.magics.append(Magic(line, "!", text.strip(), fate, uses=uses, reads_file=file))
    if fate is not MagicFate.TRANSLATED:
        return "pass"
    out.imports.add("subprocess")
    return f"subprocess.run({shell_literal(command, out.variables)}, shell=True)"


def _line_magic(rest: str, text: str, line: int, out: _Rewriting) -> str:
    name, _, argument = rest.partition(" ")
    name, argument = name.strip().lstrip("%"), argument.strip()
    if name.endswith("?"):
        fate, statement = MagicFate.DROPPED, "pass"
    elif name in ("time", "prun"):
        fate, statement = MagicFate.BODY_KEPT, argument or "pass"
    elif name in _INSTALLERS:
        fate, statement = MagicFate.INSTALL, "pass"
    elif name in _DROPPED_LINE_MAGICS:
        fate, statement = MagicFate.DROPPED, "pass"
    elif name in ("env", "set_env"):
        variable, _, value = argument.partition("=") if "=" in argument else argument.partition(" ")
        fate, statement = MagicFate.DROPPED, "pass"
        if value:
            out.imports.add("os")
            fate, statement = (
                MagicFate.TRANSLATED,
                f"os.environ[{variable.strip()!r}] = {shell_literal(value.strip(), out.variables)}",
            )
    elif name in ("cd", "chdir") and (path := argument.removeprefix("-q ").strip()) and not path.startswith("-"):
        out.imports.add("os")
        path = path.strip("'\"")
        fate, statement = MagicFate.TRANSLATED, f"os.chdir({shell_literal(path, out.variables)})"
        if path.startswith("~"):
            statement = f"os.chdir(os.path.expanduser({shell_literal(path, out.variables)}))"
    elif name in (*_SHELL_MAGICS, *_COMMAND_MAGICS) and argument:
        out.imports.add("subprocess")
        command = f"{name} {argument}" if name in _COMMAND_MAGICS else argument
        fate, statement = MagicFate.TRANSLATED, f"subprocess.run({shell_literal(command, out.variables)}, shell=True)"
    else:
        fate, statement = MagicFate.UNSUPPORTED, "pass"
    uses, file = names_in_magic(name, argument), file_in_magic(name, argument)
    out.magics.append(Magic(line, f"%{name}", text.strip(), fate, uses=uses, reads_file=file))
    return statement


def _assigned_magic(found: re.Match[str], text: str, line: int, out: _Rewriting) -> str:
    target, rest = found["indent"] + found["target"].strip(), found["rest"].replace("\\\n", " ").strip()
    name, _, argument = rest.partition(" ")
    if found["kind"] == "!" or name in ("sx", "system"):
        command = rest if found["kind"] == "!" else argument
        out.imports.add("subprocess")
        out.magics.append(Magic(line, "!", text.strip(), MagicFate.TRANSLATED))
        # IPython takes errors for output as well.
        output = "stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True"
        call = f"subprocess.run({shell_literal(command, out.variables)}, shell=True, {output})"
        return f"{target} = {call}.stdout.splitlines()"
    if name == "pwd":
        out.imports.add("os")
        out.magics.append(Magic(line, "%pwd", text.strip(), MagicFate.TRANSLATED))
        return f"{target} = os.getcwd()"
    if name in ("time", "prun") and argument:
        out.magics.append(Magic(line, f"%{name}", text.strip(), MagicFate.BODY_KEPT))
        return f"{target} = {argument}"
    uses = names_in_magic(name, argument)
    out.magics.append(Magic(line, f"%{name}", text.strip(), MagicFate.UNSUPPORTED, uses=uses))
    return f"{target} = None"


_TOKEN = re.compile(r"'''|\"\"\"|'|\"|#|[\[\](){}]|\\.", re.DOTALL)


def _logical_lines(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Ranges of physical lines that belong together: open brackets, triple quotes, backslashes."""
    start, depth, quote = 0, 0, ""
    for number, line in enumerate(lines):
        is_magic = number == start and re.match(r"\s*[%!]|[^\W\d][\w\s,.\[\]]*=\s*[!%]", line) is not None
        if not is_magic or quote:
            depth, quote = _scan_line(line, depth, quote)
        continues = line.endswith("\\") or bool(quote) or depth > 0
        if not continues:
            yield start, number + 1
            start, depth = number + 1, 0
    if start < len(lines):
        yield start, len(lines)


def _scan_line(line: str, depth: int, quote: str) -> tuple[int, str]:
    for match in _TOKEN.finditer(line):
        mark = match.group()
        if quote:
            if mark == quote:
                quote = ""
        elif mark in ("'''", '"""', "'", '"'):
            quote = mark
        elif mark == "#":
            break
        elif mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth = max(0, depth - 1)
    # A plain string ends with its line.
    return depth, quote if len(quote) == 3 else ""
