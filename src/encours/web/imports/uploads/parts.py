"""An upload cut into the imports it makes: files of one format, read the same way, that follow each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from encours.web.imports.models import File, Upload
from encours.web.imports.uploads.storage import path_of


@dataclass(frozen=True, slots=True)
class Part:
    """Files read together. Their options are the same; `number` is that of the first."""

    files: tuple[File, ...]

    @property
    def first(self) -> File:
        return self.files[0]

    @property
    def number(self) -> int:
        return self.first.number

    @property
    def importer(self) -> str:
        return self.first.importer

    @property
    def importers(self) -> list[str]:
        return list(self.first.importers)

    @property
    def options(self) -> dict[str, Any]:
        return dict(self.first.options)

    @property
    def listed(self) -> bool:
        """Whether its columns can be mapped."""
        return self.importer == "flat" and "columns" in self.first.layout

    @property
    def company(self) -> str:
        """The company whose FEC these files are, "" when their names do not say."""
        return str(self.first.layout.get("company", ""))

    def asked(self) -> dict[str, Any]:
        """As the child takes it."""
        return {
            "files": [asked(file) for file in self.files],
            "importer": self.importer,
            "options": self.options,
        }


def asked(file: File) -> dict[str, str]:
    """A file as the child takes it."""
    return {"path": str(path_of(file)), "name": file.name}


def parts_of(upload: Upload) -> list[Part]:
    """In the order of the files; refused ones are left out."""
    files = [file for file in upload.files.all() if not file.refused]
    for file in files:
        file.upload = upload
    return [Part(tuple(group)) for _key, group in groupby(files, key=_key)]


def undecided(parts: Sequence[Part]) -> list[Part]:
    """Those whose format a person must still choose."""
    return [part for part in parts if not part.importer]


def fingerprint(parts: Sequence[Part]) -> str:
    """What was asked to be read, and how: it changes with any option."""
    facts = [[[f.digest, f.name] for f in part.files] + [part.importer, part.options] for part in parts]
    return digest_of(facts)


def digest_of(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _key(file: File) -> tuple[str, str, str]:
    """Lists are read together when they have the same headers, FEC when they are of one company; files of no known
    format stay apart."""
    apart = str(file.number) if not file.importer else ""
    options: Mapping[str, Any] = file.options
    return file.importer, file.signature + apart, json.dumps(options, sort_keys=True)
