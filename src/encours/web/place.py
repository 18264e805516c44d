"""Where the web keeps what is its own in the data folder: workflow database, queue, uploads, built assets, secret."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path

from encours.errors import Damaged
from encours.i18n import _


def home() -> Path:
    """The data folder of this process."""
    chosen = os.environ.get("ENCOURS_HOME")
    return Path(chosen) if chosen else Path.home() / ".encours"


def folder(name: str = "") -> Path:
    """A folder of the web's own, made at need and closed to other accounts of the machine."""
    web = home() / "web"
    for path in (web, web / name):  # parents made by themselves would be open to all
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def secret() -> str:
    """The key that signs sessions and queued jobs: ENCOURS_SECRET_KEY, else one drawn once and kept in the folder."""
    if said := os.environ.get("ENCOURS_SECRET_KEY"):
        return said
    path = folder() / "secret"
    if not path.exists():
        path.with_name("secret.sum").unlink(missing_ok=True)  # that of one that is lost
        _write_once(path, secrets.token_urlsafe(60))
    if not (kept := path.read_bytes().decode("ascii", "replace")).strip():
        raise Damaged(_("{0} is empty. See what can be done: encours repair").format("web/secret"))
    if not (beside := path.with_name("secret.sum")).exists():
        _write_once(beside, sha256(path.read_bytes()).hexdigest())
    return kept


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, and never over another: two processes may start at once."""
    draft = path.with_name(f".secret-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())  # named once it is whole, whatever happens to the machine
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
