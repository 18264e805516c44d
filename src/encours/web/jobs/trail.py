"""The night's look at the audit trail: read from its first record, compared with what was noted, and noted anew."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail

from encours.errors import DataError
from encours.said import _, counted, several
from encours.web.workflow.jobs.running import Running
from encours.web.workflow.trail import anchors
from encours.web.workflow.trail.verdict import verdict

logger = logging.getLogger(__name__)


def check_trail(running: Running) -> dict[str, int]:
    """How many records hold, noted in the data folder, and by mail where it is set (ENCOURS_SMTP, ENCOURS_TRAIL_TO).

    DataError says what does not hold, or that the mail could not be sent: the job stands as failed until someone looks.
    """
    running.step(_("Checking the audit trail"))
    state = verdict(whole=True)
    if state.fault:
        _mail(_("The audit trail does not hold"), state.fault)
        raise DataError(state.fault)
    if noted := anchors.keep():
        text = several(
            "The audit trail holds {0} record. Its hash:\n\n{1}\n\nKeep this message. Whether the "
            "trail still holds it is asked so:\n\nencours audit --check --noted {0}:{1}\n",
            "The audit trail holds {0} records. Hash of the last one:\n\n{1}\n\nKeep this message. "
            "Whether the trail still holds it is asked so:\n\nencours audit --check --noted "
            "{0}:{1}\n",
        ).format(noted.number, noted.hash)
        if not _mail(
            counted("Audit trail: {0} record", "Audit trail: {0} records", noted.number).format(noted.number),
            text,
        ):
            raise DataError(
                _("The digest of the audit trail could not be mailed to {0}.").format(settings.TRAIL_TO)
            )
    return {"records": state.last}


def _mail(subject: str, text: str) -> bool:
    """False when it should have been sent and was not."""
    if not settings.EMAIL_HOST or not settings.TRAIL_TO:
        return True
    try:
        return bool(send_mail(f"Encours · {subject}", text, None, [settings.TRAIL_TO]))
    except OSError:  # those of the mail server are too
        logger.exception("digest of the audit trail not mailed")
        return False
