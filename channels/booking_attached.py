"""What goes along with a booking, in words: what may be attached, what is attached, word for word."""

from actions.contacts import Attachment, ContactDraft
from channels.booking_voice import Voice
from channels.compose import Offer


class Attached:
    """What this draft has on it, and what this conversation has made that could be put on."""

    def __init__(self, voice: Voice, draft: ContactDraft) -> None:
        self._voice = voice
        self._on = {each.source: each for each in voice.tools.contacts.attachments.of_draft(draft.id)}
        self._made = voice.tools.sharing.of_conversation(voice.conversation, voice.language)

    def text(self, name: str) -> list[str]:
        """A paragraph for each: what is on it whole, and what could be put on by its name. `name`: who reads it."""
        on = [
            f"{self._voice('attached', what=self._what(each))}\n\n{each.text}" for each in self._on.values()
        ]
        off = [each for each in self._made if each.source not in self._on]
        return [*on, *(self._voice("may_attach", what=self._what(each), name=name) for each in off)]

    def offers(self) -> list[Offer]:
        """Put it on, put the new version on, take it off."""
        offers = [
            self._voice.answer(key, f"attach:{each.source}", what=self._what(each))
            for each in self._made
            if (key := self._key(each))
        ]
        offers += [
            self._voice.answer("detach", f"detach:{each.source}", what=self._what(each))
            for each in self._on.values()
        ]
        return offers

    def _key(self, made: Attachment) -> str | None:
        on = self._on.get(made.source)
        if on is None:
            return "attach"
        same = on.text == made.text or on.language != made.language
        return None if same else "attach_again"

    def _what(self, attachment: Attachment) -> str:
        return self._voice(f"attachment.{attachment.kind}")
