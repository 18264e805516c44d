"""What a browser loads is gathered by the first start, and again when it has changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands of the framework that are given."""
    from django.conf import settings

    given: list[str] = []

    def give(name: str, **_options: Any) -> None:
        given.append(name)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr("django.core.management.call_command", give)
    return given


def test_files_are_gathered_once_until_one_of_them_changes(
    commands: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import override_settings

    from encours.web.shell import assets

    monkeypatch.setattr(assets, "build", lambda: None)
    source, root = tmp_path / "built", tmp_path / "static" / "1"
    source.mkdir()
    (source / "vega.js").write_text("one")
    with override_settings(STATICFILES_DIRS=[source], STATIC_ROOT=root):
        for change, count in (
            (lambda: None, 1),
            (lambda: None, 1),
            (lambda: (source / "vega.js").write_text("another"), 2),
            (lambda: (source / "inter.woff2").touch(), 3),
            (lambda: shutil.rmtree(root), 4),
            (lambda: None, 4),
        ):
            change()
            assets.prepare()
            assert commands == ["collectstatic"] * count


def test_a_start_migrates_then_prepares_what_browsers_load(
    db: None, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.serving.prepare import prepare
    from encours.web.shell import assets

    monkeypatch.setattr(assets, "prepare", lambda: commands.append("assets"))
    prepare("http://127.0.0.1:8000")
    assert commands == ["migrate", "assets"]
