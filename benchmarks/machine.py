"""The machine and the programs a figure was measured with."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from encours.book.engine import cores

PACKAGES = ("duckdb", "pyarrow", "numpy", "pandas")


def memory() -> int:
    """Bytes of memory of the machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def described() -> str:
    """Processor, cores, memory and system, in one line."""
    return f"{_processor()}, {cores()} cores, {memory() / 2**30:.0f} GB of memory, {_system()}"


def versions(postgresql: str | None, packages: Sequence[str] = PACKAGES) -> str:
    """The programs measured, in one line."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join([*found, *([f"PostgreSQL {postgresql}"] if postgresql else [])])


def _processor() -> str:
    """Its name where the system tells it, otherwise its family."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{sys.platform} {platform.release()}"
