"""Take the pictures of the cockpit for docs/images: the demo group, served for real, seen in Chromium."""

from __future__ import annotations

import base64
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.apart import ROOT, apart
from benchmarks.web.browsed import missing, started
from benchmarks.web.served import served
from tools.pictures import IMAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = (1440, 1080), (390, 844)
LANGUAGES = {"en": "", "fr": ".fr"}
MOST_BYTES = 200_000
FAULTS = (
    "C0001;Atelier Morbivigne SARL;FA26-9001;Facture;31/02/2026;31/03/2026;1 200,00;EUR",
    "C0002;Transports Rosmotier SAS;FA26-9002;Facture;12/03/2026;11/04/2026;12O,50;EUR",
    ";Verrerie Lestrade SA;FA26-9003;Facture;02/03/2026;01/04/2026;845,20;EUR",
    "C0004;Menuiserie Vautrin;FA26-9004;Facture;09/03/2026;à réception;310,00;EUR",
)
SMALLER = """async ([png, rate]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", rate).split(",")[1];
}"""


@dataclass(frozen=True, slots=True)
class Picture:
    """`path` is the page; `{customer}` in it stands for the largest late customer."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    theme: str = "light"


PICTURES = (
    Picture("cockpit", "/"),
    Picture("cockpit-dark", "/", theme="dark"),
    Picture("cockpit-phone", "/", NARROW),
    Picture("customer", "{customer}"),
    Picture("aged-balance", "/balance/?by=entity"),
    Picture("indicator", "/indicateurs/dso/"),
    Picture("import-doctor", "{doctor}"),
)


def main(names: Sequence[str] = ()) -> int:
    """Make the demo group, serve it, take every picture, or those named, in both languages."""
    if why := missing():
        print(f"No picture is taken: {why}.", file=sys.stderr)
        return 1
    with TemporaryDirectory(prefix="encours-pictures-") as folder:
        home, password = Path(folder) / "home", secrets.token_urlsafe(20)
        apart("web.measure:demo", folder=folder)
        customer = largest(home)
        for language in LANGUAGES:
            _account(home, language, password)
        with served(home, Path(folder) / "log") as server, _browser() as browser:
            for language, suffix in LANGUAGES.items():
                _take(browser, f"http://127.0.0.1:{server.port}", language, suffix, password, customer, names)
    return 0


def largest(home: Path) -> str:
    """The address of the customer most overdue."""
    import encours

    book = encours.open(home)
    row = book.ranked("overdue", by=("entity", "customer"), order="-overdue", limit=1).rows.rows[0]
    book.close()
    return f"/clients/{row['entity']}/{row['customer']}/"


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = started(playwright)
        yield browser
        browser.close()


def _account(home: Path, language: str, password: str) -> None:
    command = [
        sys.executable,
        "-m",
        "encours",
        "user",
        "create",
        f"{language}@demo.example",
        "--lang",
        language,
    ]
    command += ["--name", "Maud Lestrade", "--role", "credit_manager", "--home", str(home)]
    subprocess.run(command, cwd=ROOT, input=password, text=True, check=True, stdout=subprocess.DEVNULL)


def _take(
    browser: Browser, url: str, language: str, suffix: str, password: str, customer: str, names: Sequence[str]
) -> None:
    with _signed_in(browser, url, language, WIDE, "light", password) as page:
        places = {"customer": customer, "doctor": _doctor(page, url)}
    for picture in (one for one in PICTURES if one.name in names or not names):
        with _signed_in(browser, url, language, picture.size, picture.theme, password) as page:
            page.goto(url + picture.path.format(**places))
            _settled(page)
            name = f"{picture.name}{suffix}.webp"
            (IMAGES / name).write_bytes(_small(page, page.screenshot(animations="disabled")))
            print(f"docs/images/{name}")


@contextmanager
def _signed_in(
    browser: Browser, url: str, language: str, size: tuple[int, int], theme: str, password: str
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=1.5 if size == WIDE else 2,
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
    )
    page = context.new_page()
    page.goto(url)
    page.fill("input[name=login]", f"{language}@demo.example")
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{url}/")
    yield page
    context.close()


def _doctor(page: Page, url: str) -> str:
    """A list with four wrong lines, brought through the page and checked; the address of what is said of it."""
    from encours.web.imports.uploads.sample import sample

    content = sample() + "".join(f"{line}\r\n" for line in FAULTS).encode()
    page.goto(f"{url}/reglages/imports/")
    page.set_input_files("#files", {"name": "receivables.csv", "mimeType": "text/csv", "buffer": content})
    page.locator("form[data-drop] button.primary").click()
    page.wait_for_url("**/depots/**")
    page.locator("form[action$='/verification/'] button, form[action*='/verification/'] button").first.click()
    page.wait_for_selector("#doctor, .doctor, .verdict", timeout=60_000)
    return page.url.removeprefix(url).partition("#")[0]


def _settled(page: Page) -> None:
    """Every part of the page is there and drawn."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('.htmx-request, .loading')", timeout=60_000)
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(500)


def _small(page: Page, png: bytes) -> bytes:
    """As WebP, in the best quality that stays small enough for a page of documentation."""
    shown = page.context.browser
    assert shown is not None
    blank = shown.new_page()
    content = base64.b64encode(png).decode("ascii")
    for rate in (0.92, 0.85, 0.75, 0.6):
        webp = base64.b64decode(blank.evaluate(SMALLER, [content, rate]))
        if len(webp) <= MOST_BYTES:
            break
    blank.close()
    return webp


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
