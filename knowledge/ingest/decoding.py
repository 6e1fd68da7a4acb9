"""Bytes to text when nobody says which encoding."""

import codecs

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of `data`: byte-order mark, declared encoding, UTF-8, then Windows-1252, which old Nordic files use."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    for encoding in filter(None, (declared, "utf-8", "cp1252")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", errors="replace")
