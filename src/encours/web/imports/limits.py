"""How much an upload may weigh, and how much reading it may cost: each limit can be set in the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20
FALLBACK_MEMORY_MB = 8_192  # where the machine does not tell its own
CONTAINED = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of an upload in all, files of it, bytes of memory and seconds of an import and of a look at a file,
    days an upload is kept."""

    total_bytes: int
    files: int
    memory_bytes: int
    import_seconds: int
    look_seconds: int
    kept_days: int


def limits() -> Limits:
    """ENCOURS_UPLOAD_MB, ENCOURS_UPLOAD_FILES, ENCOURS_IMPORT_MEMORY_MB, ENCOURS_IMPORT_MINUTES,
    ENCOURS_UPLOAD_DAYS."""
    return Limits(
        total_bytes=_said("ENCOURS_UPLOAD_MB", 500) * MEGABYTE,
        files=_said("ENCOURS_UPLOAD_FILES", 50),
        memory_bytes=_said("ENCOURS_IMPORT_MEMORY_MB", _memory_mb()) * MEGABYTE,
        import_seconds=_said("ENCOURS_IMPORT_MINUTES", 60) * 60,
        look_seconds=60,
        kept_days=_said("ENCOURS_UPLOAD_DAYS", 30),
    )


def machine_mb() -> int:
    """The memory of the machine, or of the container where that is less, in megabytes."""
    try:
        physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    except (AttributeError, OSError, ValueError):
        physical = FALLBACK_MEMORY_MB
    return min([physical, *_contained_mb()])


def _contained_mb() -> list[int]:
    """What the container gives, where there is one."""
    try:
        said = CONTAINED.read_text(encoding="ascii").strip()
    except OSError:
        return []
    return [int(said) // MEGABYTE] if said.isdigit() else []


def _said(name: str, usual: int) -> int:
    text = os.environ.get(name, "")
    return int(text) if text.isdigit() and int(text) else usual


def _memory_mb() -> int:
    """That of the machine, and at least what the engine reserves for itself before it reads anything."""
    return max(machine_mb(), FALLBACK_MEMORY_MB // 2)
