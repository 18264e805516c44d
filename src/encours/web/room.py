"""What is said when the disk takes no more."""

from __future__ import annotations

from encours.i18n import mark

NO_ROOM = mark(
    "The disk of this server has no room left, or fails: nothing was saved. Figures can still be read. Whoever runs "
    "Encours must make room on it; then do this again."
)
NO_ROOM_AT_THE_DOOR = mark(
    "The disk of this server has no room left, or fails: nobody can sign in. Whoever runs Encours must make room on "
    "it; then try again."
)
