"""What the framework checks before a deployment, on settings as a company has them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = (
    "from django.conf import settings as s;"
    "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0,"
    " s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.DEBUG)"
)


def run(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ENCOURS_")}
    environment = kept | {
        "ENCOURS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "encours.web.site.settings",
        **more,
    }
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_the_deployment_check_finds_nothing(tmp_path: Path) -> None:
    checked = run(
        tmp_path,
        *("-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
        ENCOURS_URL="https://encours.example",
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://encours.example", "True True True True True True Lax False"),
        ("", "False False False False True True Lax False"),
    ],
)
def test_cookies_travel_by_https_alone_once_the_address_is_https(
    url: str, expected: str, tmp_path: Path
) -> None:
    assert run(tmp_path, "-c", ASKED, ENCOURS_URL=url).stdout.strip() == expected
