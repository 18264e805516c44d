"""The forms of a page, as a browser would send them."""

from __future__ import annotations

from html.parser import HTMLParser

Fields = dict[str, list[str]]


def posted_forms(page: str, here: str) -> list[tuple[str, Fields]]:
    """Those that post: where each is sent (`here` when it does not say), and its fields as they stand."""
    found = _Forms(here)
    found.feed(page)
    return found.forms


class _Forms(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here
        self.forms: list[tuple[str, Fields]] = []
        self.open = False
        self.select = self.written = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if tag == "form":
            self.open = said.get("method") == "post"
            if self.open:
                self.forms.append(((said.get("action") or self.here).partition("?")[0], {}))
        elif self.open and tag == "select":
            self.select = said.get("name") or ""
        elif self.open and tag == "option" and self.select:
            self._choose(said)
        elif self.open and tag == "textarea":
            self.written = said.get("name") or ""
            self._keep(self.written, "")
        elif self.open and said.get("name") and tag in ("input", "button"):
            ticked = said.get("type") not in ("checkbox", "radio") or "checked" in said
            if ticked:
                self._keep(str(said["name"]), said.get("value") or ("on" if "checked" in said else ""))

    def handle_data(self, data: str) -> None:
        if self.open and self.written:
            # A line that follows the mark of the field at once is not part of what it holds.
            self.forms[-1][1][self.written][-1] = data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self.written = "" if tag == "textarea" else self.written
        self.open = self.open and tag != "form"
        self.select = "" if tag == "select" else self.select

    def _choose(self, said: dict[str, str | None]) -> None:
        """The option marked, else the first."""
        fields = self.forms[-1][1]
        if "selected" in said or self.select not in fields:
            fields[self.select] = [said.get("value") or ""]

    def _keep(self, name: str, value: str) -> None:
        self.forms[-1][1].setdefault(name, []).append(value)
