"""What a person reads on a page: its text and what is written in its attributes, without its code."""

from __future__ import annotations

from html.parser import HTMLParser

CODE = frozenset({"script", "style", "code", "pre", "template", "kbd", "samp"})  # examples are shown as code
READ = ("title", "aria-label", "placeholder", "alt")


def visible(page: str) -> list[str]:
    """The texts of a page, in their order.

    >>> visible('<p title="Net"><code>where=x_y</code> Overdue</p><style>a{}</style>')
    ['Net', 'Overdue']
    """
    found = _Texts()
    found.feed(page)
    return found.texts


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.code += tag in CODE
        if not self.code:
            self.texts += [said for name, said in attributes if name in READ and said]

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in CODE

    def handle_data(self, data: str) -> None:
        if not self.code and data.strip():
            self.texts.append(" ".join(data.split()))
