"""Write requirements.lock: the newest versions that satisfy pyproject.toml, resolved in a new environment."""

from __future__ import annotations

import subprocess
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEADER = """\
# The versions the tests ran with, on Linux and macOS, Python 3.11 to 3.13.
# Written by `make lock` from pyproject.toml; read by `make` when it sets up .venv.
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [f"{folder}/bin/python", "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", *wanted()], check=True)
        frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True).stdout
    (ROOT / "requirements.lock").write_text(HEADER + frozen, encoding="utf-8")
    print(f"requirements.lock: {len(frozen.splitlines())} versions")


def wanted() -> list[str]:
    """What pyproject.toml asks for: to run, to develop, to build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["web"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]


if __name__ == "__main__":
    main()
