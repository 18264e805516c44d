"""Run the commands of the written pages in an empty folder, and put under each what it really prints.

Blocks of a page, run from top to bottom: ```csv NAME (or any kind followed by a name) is a file to write,
```console holds commands after `$` with what they print, ```sh commands that must succeed, ```python code that must
run. In what is printed, `…` stands for anything: a time, a long answer. `make docs` refreshes the pages and a test
says when one is out of date.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from encours.cli import run

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"tutorial.fr.md": "fr", "tutorial.md": "en", "guide.fr.md": "fr", "guide.md": "en"}
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main() -> None:
    for name, language in PAGES.items():
        page = DOCS / name
        page.write_text(replayed(page.read_text(encoding="utf-8"), language), encoding="utf-8")
        print(f"docs/{name}")


def replayed(page: str, language: str) -> str:
    """The page with what its commands print today."""
    with alone(language):
        return BLOCK.sub(lambda found: _replayed(found[1], found[2], found[3], found[0]), page)


@contextmanager
def alone(language: str) -> Iterator[None]:
    """An empty folder to work in, a book of its own, one language; all is put back afterwards."""
    before = dict(os.environ)
    with TemporaryDirectory() as folder, chdir(folder):
        os.environ.update(ENCOURS_LANG=language, ENCOURS_HOME="book", COLUMNS="100")
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def printed(command: str) -> tuple[str, int]:
    """What a command of ours writes on both outputs, and its exit code; `export` and `> FILE` are understood."""
    words = shlex.split(command, comments=True)
    if words[0] == "export":
        name, _equals, value = words[1].partition("=")
        os.environ[name] = value
        return "", 0
    if words[0] != "encours":
        raise ValueError(f"not a command of Encours: {command}")
    words, target = (words[:-2], words[-1]) if words[-2:-1] == [">"] else (words, "")
    out, errors = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(errors if target else out):
        code = run(words[1:])
    if target:
        Path(target).write_text(out.getvalue(), encoding="utf-8")
    return (errors if target else out).getvalue(), code


def _replayed(kind: str, name: str | None, text: str, block: str) -> str:
    if name:
        Path(name).write_text(text, encoding="utf-8")
    elif kind == "console":
        return f"```console\n{_console(text)}```"
    elif kind == "sh":
        for command in filter(None, text.splitlines()):
            answer, code = printed(command)
            if code:
                raise ValueError(f"{command}: exit code {code}\n{answer}")
    elif kind == "python":
        exec(compile(text, "page", "exec"), {})
    return block


def _console(text: str) -> str:
    """Commands with their answers of today; an answer that still holds stays as it is written."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)[1:]
    answers = []
    for command, written in zip(parts[::2], parts[1::2], strict=True):
        answer = "".join(f"{line.rstrip()}\n" for line in printed(command)[0].splitlines())
        answers.append(f"$ {command}\n{written if _holds(written, answer) else answer}")
    return "".join(answers)


def _holds(written: str, answer: str) -> bool:
    pattern = ".*".join(map(re.escape, written.rstrip("\n").split("…")))
    return re.fullmatch(pattern, answer.rstrip("\n"), re.DOTALL) is not None


if __name__ == "__main__":
    main()
