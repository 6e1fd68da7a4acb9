"""References and private codes: short, readable aloud, without letters and digits that look or sound alike."""

import hashlib
import hmac
import re
import secrets

ALPHABET = "34679CDFHJKMNPQRTWX"
"""No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V, and no vowels, so that no code spells a word."""
REFERENCE_LENGTH = 6
REFERENCE_LETTERS = "69CDFHJKMNPQRTWX"
"""What a new reference is made of: no digit that the crisis floor reads as a letter (`7N3` as "tnę", `R4R-T47` as
"har tatt"), so that no reference sounds like a cry for help. References with the others are still understood."""
CODE_LENGTH = 20
"""20 letters out of 19: 84.9 bits."""
SECRET_BYTES = 32


def new_reference() -> str:
    """A fresh reference such as `K7M-4QX`; the caller makes sure that it is free."""
    return _grouped("".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH)), 3)


def new_seed() -> str:
    """256 random bits a private code is derived from, as hex."""
    return secrets.token_hex(32)


def tidy_reference(text: str) -> str | None:
    """The reference as we write it, however it was typed; None if it can't be one."""
    letters = _letters(text)
    return _grouped(letters, 3) if _fits(letters, REFERENCE_LENGTH) else None


class PrivateCodes:
    """Makes and checks private codes with the server's secret. Only their HMAC is ever stored."""

    def __init__(self, secret: bytes) -> None:
        """Raises ValueError for a secret under 32 bytes."""
        if len(secret) < SECRET_BYTES:
            raise ValueError(f"the secret of private codes needs at least {SECRET_BYTES} bytes")
        self._secret = secret

    def code(self, seed: str) -> str:
        """The private code of a seed, in groups of five; always the same for the same seed."""
        number, letters = int(self._mac("code", seed), 16), ""
        for _ in range(CODE_LENGTH):
            number, place = divmod(number, len(ALPHABET))
            letters += ALPHABET[place]
        return _grouped(letters, 5)

    def digest(self, reference: str, code: str) -> str:
        """What is stored of a code: its HMAC with its reference, as hex."""
        return self._mac("stored", f"{reference} {_letters(code)}")

    def opens(self, reference: str, code: str, stored: str | None) -> bool:
        """Whether `code` is the one stored, in the same time for every code and for a reference nobody has."""
        known = stored or self._mac("nobody", reference)
        return hmac.compare_digest(known, self.digest(reference, code)) and stored is not None

    def _mac(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text[:200]).upper()


def _fits(letters: str, length: int) -> bool:
    return len(letters) == length and set(letters) <= set(ALPHABET)


def _grouped(letters: str, size: int) -> str:
    return "-".join(letters[at : at + size] for at in range(0, len(letters), size))
