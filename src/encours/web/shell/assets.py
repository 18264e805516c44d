"""The files a browser loads: font, icons, charts and styles, built once for each version and served compressed."""

from __future__ import annotations

from pathlib import Path

LETTERS = [*range(0x20, 0x180), *range(0x2000, 0x2070), *range(0x20A0, 0x20C0), *range(0x2190, 0x2200)]
LETTERS += [0x2212, 0x2260, 0x2264, 0x2265, 0x0394, 0x03A3, 0x2003, 0x202F, 0x2122]


def prepare() -> None:
    """Build what is made from libraries, then gather everything under the name of its content, unless it stands."""
    from django.conf import settings
    from django.core.management import call_command

    build()
    root, there = Path(settings.STATIC_ROOT), _there()
    mark = root.parent / f"{root.name}.gathered"
    if not (root.exists() and mark.exists() and mark.read_text(encoding="utf-8") == there):
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(there, encoding="utf-8")


def _there() -> str:
    """The size and the moment of every file to gather. Compressing them takes seconds that most starts can spare."""
    from django.contrib.staticfiles.finders import get_finders

    found = [(path, storage) for finder in get_finders() for path, storage in finder.list([])]
    return "\n".join(
        sorted(f"{path} {store.size(path)} {store.get_modified_time(path)}" for path, store in found)
    )


def build() -> None:
    """The font and the chart engine, in the folder where the other static files are looked for."""
    from encours.web import place
    from encours.web.charts import bundle

    folder = place.folder("built")
    font(folder)
    bundle.write(folder)


def font(folder: Path) -> Path:
    """The letters of European languages of the interface font, as one variable file."""
    from fontTools import subset
    from fontTools.varLib import instancer

    path = folder / "inter.woff2"
    if path.exists():
        return path
    options = subset.Options(flavor="woff2", layout_features=["*"], name_IDs=[], notdef_outline=True)
    loaded = subset.load_font(_inter(), options)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=LETTERS)
    chosen.subset(loaded)
    if "opsz" in {axis.axisTag for axis in loaded["fvar"].axes}:
        loaded = instancer.instantiateVariableFont(loaded, {"opsz": 14})
    draft = path.with_suffix(".draft")
    subset.save_font(loaded, str(draft), options)
    draft.rename(path)
    return path


def _inter() -> str:
    """The variable upright file of the package."""
    import fontpkg_inter

    files = Path(fontpkg_inter.__file__).parent.rglob("*.ttf")
    return str(next(file for file in sorted(files) if "[" in file.name and "Italic" not in file.name))
