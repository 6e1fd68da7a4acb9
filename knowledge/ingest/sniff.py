"""Tell a file's format from its first bytes, then from its name."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Literal

from knowledge.ingest.errors import (
    BinaryDocument,
    CorruptDocument,
    EncryptedDocument,
    UnsupportedDocument,
)

Format = Literal["pdf", "docx", "html", "markdown", "text"]

BY_SUFFIX: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
CLAIMED = (".pdf", ".docx")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (b"{\\rtf", b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sniff(path: Path, data: bytes) -> Format:
    """Format of `data`, which is the content of `path`. Raises a typed refusal when no reader fits."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(path, data)
    if data.startswith(OLE):
        raise _compound(path, data)
    if data.startswith(FOREIGN):
        raise UnsupportedDocument(path.name)
    return _textual(path, data)


def _zipped(path: Path, data: bytes) -> Format:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise CorruptDocument(path.name) from error
    if "word/document.xml" not in names:
        raise UnsupportedDocument(path.name)
    return "docx"


def _compound(path: Path, data: bytes) -> EncryptedDocument | UnsupportedDocument:
    """Word keeps a password-protected DOCX inside the container of the old DOC format."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedDocument(path.name)
    return UnsupportedDocument(path.name, "old Word format, save as DOCX")


def _textual(path: Path, data: bytes) -> Format:
    suffix = path.suffix.lower()
    if suffix in CLAIMED:
        raise CorruptDocument(path.name, f"the content is not {suffix[1:].upper()}")
    if is_binary(data):
        raise BinaryDocument(path.name)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if suffix not in BY_SUFFIX:
        raise UnsupportedDocument(path.name, f"unknown ending {suffix}")
    return BY_SUFFIX[suffix]


def is_binary(data: bytes) -> bool:
    """True when control bytes that no text holds make up more than one in fifty of the first 8 KB."""
    if data.startswith(UTF16):
        return False
    head = data[:8192]
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b" for byte in head)
    return b"\x00" in head or odd * 50 > len(head)
