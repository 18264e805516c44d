"""Refresh the French catalogue: collect the sentences of code and pages, keep their translations, compile."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parent.parent / "src" / "encours"
FRENCH = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "encours.po"
KEYWORDS = {
    "_": None,
    "mark": None,
    "mark_counted": (1, 2),
    "several": (1, 2),
    "in_language": (1,),
    "counted": (1, 2),
}
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "# French sentences of Encours. `make messages` adds what the code says and this does not."


def main() -> int:
    catalogue = read(FRENCH) if FRENCH.exists() else Catalog(locale="fr", domain="encours")
    catalogue.update(sentences(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    write(catalogue)
    missing = [str(message.id) for message in catalogue if message.id and not all(strings(message))]
    for sentence in missing:
        print(f"not in French yet: {sentence!r}")
    print(f"{FRENCH.name}: {len(catalogue)} sentences, {len(missing)} to translate")
    return 1 if missing else 0


def sentences() -> Catalog:
    """Every sentence that the code marks for its reader, with the files that say it."""
    template = Catalog(domain="encours")
    found = extract_from_dir(
        SOURCE,
        method_map=[("**.py", "python"), ("**/templates/**.html", page), ("**/templates/**.txt", page)],
        keywords=KEYWORDS,
        strip_comment_tags=True,
    )
    for file, _, message, comments, context in found:
        template.add(message, locations=[(file, None)], auto_comments=comments, context=context)
    return template


def page(file: Any, keywords: Any, tags: Any, options: Any) -> Iterator[tuple[int, str, Any, list[str]]]:
    """The sentences of a page template, told by the framework's own reader of them."""
    if not settings.configured:
        settings.configure()
    code = dedented(templatize(file.read().decode("utf-8")))
    for line, function, message, _comments in extract_python(
        BytesIO(code.encode("utf-8")), ["gettext", "ngettext", "_"], [], {}
    ):
        if function == "ngettext":
            yield line, "counted", tuple(str(form) for form in message[:2]), []
        else:
            yield line, "_", str(message), []


def strings(message: Any) -> tuple[str, ...]:
    """The translations of a sentence: two where it counts."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def dedented(code: str) -> str:
    """What the reader makes of a page keeps its indents, which mean nothing to the language it is then read as."""
    return "\n".join(line.lstrip() for line in code.split("\n"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="fr", domain="encours")


def compiled(catalogue: Catalog) -> bytes:
    """What the program reads at run time."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def write(catalogue: Catalog) -> None:
    """Both files; the header holds nothing that changes from one run to the next."""
    catalogue.header_comment = TITLE
    catalogue.project, catalogue.version, catalogue.last_translator = "Encours", "", "Encours"
    catalogue.msgid_bugs_address, catalogue.language_team, catalogue.fuzzy = "", "fr", False
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    with FRENCH.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False)
    for name in ("encours.mo", "django.mo"):  # the library's reader and the templates' look for one name each
        FRENCH.with_name(name).write_bytes(compiled(catalogue))


if __name__ == "__main__":
    sys.exit(main())
