"""Empties the outbox: one mail at a time, tried again with growing pauses, given up in the end."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from anyio import to_thread

from actions.contacts.mail_queue import MailQueue, MailTrouble, QueuedMail
from actions.store import StoreUnavailableError
from channels.mail.addresses import address_of
from channels.mail.facts import LetterError
from channels.mail.letters import Letters
from channels.mail.message import message_id, wrap
from channels.mail.transport import SmtpSettings, SmtpTransport, TransportError

log = structlog.get_logger()
LOOK_SECONDS = 5.0
PAUSES = (1, 5, 15, 60, 240)
"""Minutes until the next attempt, after the first, the second …; the last one repeats."""
LONGEST_SILENCE = timedelta(minutes=15)
"""Where the server as a whole fails, nothing is tried this long at most: it may lock out a wrong login."""
GIVE_UP_AFTER = timedelta(days=3)
"""Later than that somebody has called, or the talk is over: a mail would only confuse."""


class OutboxSender:
    """At least once: killed between sending and marking, it sends again, with the same Message-ID.

    Logs name a mail by its number only, never a recipient or a text.
    """

    def __init__(
        self, queue: MailQueue, letters: Letters, smtp: SmtpSettings | None, now: Callable[[], datetime]
    ) -> None:
        """Without `smtp` nothing is sent and mails wait. Raises what SmtpTransport raises."""
        self._queue = queue
        self._letters = letters
        self._smtp = smtp
        self._transport = SmtpTransport(smtp) if smtp else None
        self._now = now
        self._failures = 0
        self._quiet_until: datetime | None = None

    async def run(self) -> None:
        """Send what is due, look again, until cancelled. Returns at once without a mail server."""
        if self._transport is None:
            log.info("no mail server is set: mails wait in the outbox")
            return
        while True:
            try:
                await self.send_due()
            except StoreUnavailableError:
                log.warning("mail waits", reason="StoreUnavailableError")
            except Exception as error:  # noqa: BLE001  (the edge of a task: one bad mail must not end it)
                log.error("mail waits", reason=type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def send_due(self) -> int:
        """Send until nothing is due or the server as a whole fails; returns how many were sent.

        Raises StoreUnavailableError.
        """
        sent = 0
        while self._transport is not None and not self._is_quiet():
            mail = await to_thread.run_sync(self._queue.take, self._now())
            if mail is None:
                break
            failure = await self._try(mail)
            sent += failure is None
            self._listen_to(failure)
        return sent

    def _is_quiet(self) -> bool:
        return self._quiet_until is not None and self._now() < self._quiet_until

    def _listen_to(self, failure: TransportError | None) -> None:
        if failure is None or not failure.server_wide:
            self._failures, self._quiet_until = 0, None
            return
        self._failures += 1
        self._quiet_until = self._now() + min(pause(self._failures), LONGEST_SILENCE)

    async def _try(self, mail: QueuedMail) -> TransportError | None:
        if self._too_old(mail):
            failure = TransportError(MailTrouble.TOO_OLD, permanent=True)
        else:
            try:
                await self._send(mail)
            except LetterError:
                failure = TransportError(MailTrouble.UNWRITABLE, permanent=True)
            except TransportError as error:
                failure = error
            else:
                await to_thread.run_sync(self._queue.sent, mail, self._now())
                log.info("mail sent", mail=mail.id, kind=mail.kind, attempts=mail.attempts)
                return None
        await to_thread.run_sync(self._note, mail, failure)
        return failure

    async def _send(self, mail: QueuedMail) -> None:
        assert self._smtp and self._transport
        letter = self._letters.write(mail)
        sender = self._smtp.sender
        message = wrap(letter, sender, message_id(mail, sender), self._now())
        await self._transport.send(message, address_of(letter.recipient).addr_spec)

    def _note(self, mail: QueuedMail, failure: TransportError) -> None:
        now = self._now()
        facts = {"mail": mail.id, "kind": mail.kind, "attempts": mail.attempts, "code": failure.code}
        if failure.permanent:
            self._queue.give_up(mail, now, failure.trouble)
            log.warning("mail given up", trouble=failure.trouble.value, **facts)
        else:
            # A failing server is not this mail's fault: it is due again as soon as anything is.
            later = now if failure.server_wide else now + pause(mail.attempts)
            self._queue.again(mail, later, failure.trouble)
            log.warning("mail not sent yet", trouble=failure.trouble.value, **facts)

    def _too_old(self, mail: QueuedMail) -> bool:
        return self._now() - mail.created_at > GIVE_UP_AFTER


def pause(attempts: int) -> timedelta:
    """How long to wait after this many attempts in vain."""
    return timedelta(minutes=PAUSES[min(attempts, len(PAUSES)) - 1])
