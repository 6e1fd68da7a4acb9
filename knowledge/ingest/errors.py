"""Why a file could not be read, as types. `reason` is for programs, the message is for the person who added it."""

from typing import ClassVar


class UnreadableDocument(Exception):  # noqa: N818  (the name is what the editor is told, not "error")
    """Base of every refusal. Carries the file's name and one sentence with the remedy."""

    reason: ClassVar[str] = "unreadable"
    remedy: ClassVar[str] = "The file could not be read."

    def __init__(self, name: str, detail: str = "") -> None:
        self.name = name
        self.detail = detail
        super().__init__(f"{name}: {self.remedy}" + (f" ({detail})" if detail else ""))


class MissingDocument(UnreadableDocument):
    reason = "missing"
    remedy = "There is no such file, or it may not be read. Check the path and the permissions."


class ZeroByteDocument(UnreadableDocument):
    reason = "zero_byte"
    remedy = "The file has no content at all (0 bytes). Fetch or export it again."


class EmptyDocument(UnreadableDocument):
    reason = "empty"
    remedy = "The file holds no text. Add one with text in it."


class ScannedDocument(UnreadableDocument):
    reason = "scanned_only"
    remedy = "The pages are pictures without a text layer. Run text recognition (OCR) first."


class EncryptedDocument(UnreadableDocument):
    reason = "encrypted"
    remedy = "The file is protected by a password. Save a copy without one."


class CorruptDocument(UnreadableDocument):
    reason = "corrupt"
    remedy = "The file is damaged or cut short. Open it in its own program and save it again."


class TooLargeDocument(UnreadableDocument):
    reason = "too_large"
    remedy = "The file is too large. Split it, or remove its pictures."


class UnsupportedDocument(UnreadableDocument):
    reason = "unsupported"
    remedy = "This kind of file is not read. Use PDF, DOCX, HTML, Markdown or plain text."


class BinaryDocument(UnreadableDocument):
    reason = "binary"
    remedy = "The file holds binary data, not text. Use PDF, DOCX, HTML, Markdown or plain text."
