"""`python -m encours`."""

from encours.cli import entry

entry()
