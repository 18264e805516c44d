"""Mail sent after the page that asked for it is answered: a server that is slow or down tells nothing by it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException
from threading import BoundedSemaphore

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)
FAILURES = (SMTPException, OSError)  # what a mail server that is down or refuses comes to
WAITING = 100  # mails at most: a server that is down does not fill the memory
_alone = ThreadPoolExecutor(1, "mail")
_room = BoundedSemaphore(WAITING)


class Later(BaseEmailBackend):
    """Sends by the server of the settings, one mail after another, in a thread of its own; a failure is logged."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        server = get_connection()
        return sum(_posted(server, mail) for mail in email_messages)


def settle() -> None:
    """Wait for what was posted so far."""
    _alone.submit(lambda: None).result()


def _posted(server: BaseEmailBackend, mail: EmailMessage) -> bool:
    if not _room.acquire(blocking=False):
        logger.error("mail not sent: too many are waiting")
        return False
    _alone.submit(_send, server, mail)
    return True


def _send(server: BaseEmailBackend, mail: EmailMessage) -> None:
    try:
        server.send_messages([mail])
    except Exception:  # nobody waits for this thread: whatever went wrong is told here or nowhere
        logger.exception("mail not sent")
    finally:
        _room.release()
