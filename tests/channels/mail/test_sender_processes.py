"""Several senders at once, and one that is killed between sending and marking."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, Envelope, Session

from actions.contacts.mail_queue import LEASE, MailCounts
from tests.channels.mail.mail_desk import MailDesk, send
from tests.channels.mail.mail_server import Postbox, mail_server

MAILS = 24


@contextmanager
def one_sender(desk: MailDesk, port: int) -> Iterator[subprocess.Popen[str]]:
    """A sender that waits for a line before it starts."""
    arguments = [desk.world.url, str(port), desk.clock.now.isoformat()]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.channels.mail.one_sender", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def last_word(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.read().strip().splitlines()[-1]


def test_two_senders_send_every_mail_once(desk: MailDesk, postbox: Postbox, port: int) -> None:
    for _ in range(MAILS // 2):
        desk.book()
    with one_sender(desk, port) as first, one_sender(desk, port) as second:
        go(first)
        go(second)
        sent = [int(last_word(process).removeprefix("sent ")) for process in (first, second)]
    assert sum(sent) == MAILS
    assert min(sent) > 0, "both had a share"
    identities = Counter(message["Message-ID"] for message in postbox.messages)
    assert len(identities) == MAILS
    assert set(identities.values()) == {1}
    assert desk.queue.counts() == MailCounts(0, 0, 0)


@dataclass
class Killer(Postbox):
    """Accepts a message and kills whoever sent it, before it can hear so."""

    victim: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0
        return answer


def test_killed_between_sending_and_marking(desk: MailDesk) -> None:
    desk.book()
    postbox = Killer()
    with mail_server(postbox) as port:
        with one_sender(desk, port) as process:
            postbox.victim = process.pid
            go(process)
            assert process.wait(60) == -signal.SIGKILL
        (first,) = postbox.messages
        assert desk.queue.counts().waiting == 2, "nobody knows that it was sent"
        sender = desk.sender(port)
        assert send(sender) == 1, "the other mail; the first is still the dead one's"
        desk.clock.now += LEASE
        assert send(sender) == 1
    assert desk.queue.counts() == MailCounts(0, 0, 0)
    again = [message for message in postbox.messages if message["Message-ID"] == first["Message-ID"]]
    assert len(again) == 2
    assert len(postbox.messages) == 3
    assert first.get_body(("plain",)).get_content() == again[1].get_body(("plain",)).get_content()
