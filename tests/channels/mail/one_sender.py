"""A sender in a process of its own: `python -m tests.channels.mail.one_sender STORE PORT NOW`; prints how many it sent."""

import asyncio
import sys
from datetime import datetime

from actions.contacts.mail_queue import MailQueue
from actions.store import open_store
from channels.mail import OutboxSender, SmtpSettings
from tests.channels.mail.mail_desk import SENDER, letters
from tests.channels.mail.mail_server import HOST


def main(url: str, port: int, now: datetime) -> None:
    settings = SmtpSettings(HOST, port, "none", SENDER)
    sender = OutboxSender(MailQueue(open_store(url)), letters(), settings, lambda: now)
    print("ready", flush=True)
    sys.stdin.readline()
    print("sent", asyncio.run(sender.send_due()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
