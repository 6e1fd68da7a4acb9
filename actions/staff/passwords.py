"""Which passwords are good enough, and how they are kept: argon2id, never readable again."""

import re
import threading
import unicodedata
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from actions.staff.errors import PasswordRefusedError

SHORTEST = 12
LONGEST = 200
COMMON = Path(__file__).parent / "common_passwords.txt"
AT_ONCE = 2
"""Checks that run at the same time: each takes 64 MiB, and strangers can ask for them."""


class Passwords:
    """Judges, hashes and checks passwords. Ways of typing the same letters count as one."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._common = frozenset(COMMON.read_text(encoding="utf-8").split())

    def judge(self, password: str, login: str, name: str) -> None:
        """Raises PasswordRefusedError with what is wrong and what to do."""
        typed = _tidy(password)
        if len(typed) < SHORTEST:
            raise PasswordRefusedError(
                "short", f"The password is too short: use at least {SHORTEST} characters, such as four words."
            )
        if len(typed) > LONGEST:
            raise PasswordRefusedError("long", f"The password is too long: use at most {LONGEST} characters.")
        if self._is_common(typed):
            raise PasswordRefusedError(
                "common", "The password is among the first that anybody tries. Use four words of your own."
            )
        if _is_personal(typed, login, name):
            raise PasswordRefusedError(
                "personal",
                "The password is made of the person's name or login. Use four words that have nothing to do with them.",
            )

    def hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(_tidy(password))

    def fits(self, password: str, stored: str | None) -> bool:
        """Whether this is the password behind `stored`; without one, takes as long and says no."""
        typed = _tidy(password)[:LONGEST]
        try:
            with self._turns:
                self._hasher.verify(stored or self._nobodys, typed)
        except (VerifyMismatchError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with weaker parameters than are used now."""
        return self._hasher.check_needs_rehash(stored)

    @property
    def _nobodys(self) -> str:
        """A hash no password leads to, as costly to check as any other."""
        costs = f"m={self._hasher.memory_cost},t={self._hasher.time_cost},p={self._hasher.parallelism}"
        return f"$argon2id$v=19${costs}${'A' * 22}${'A' * 43}"

    def _is_common(self, typed: str) -> bool:
        """A common word with digits and signs around it, also repeated, or hardly any different characters."""
        letters = re.sub(r"[\W\d_]", "", typed.casefold())
        parts = {letters[:size] for size in range(3, len(letters) + 1) if _repeats(letters, size)}
        plain = typed.casefold() in self._common or bool(parts & self._common)
        return plain or len(set(typed)) < 5 or _runs_on(typed)


def _tidy(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _repeats(text: str, size: int) -> bool:
    return len(text) % size == 0 and text == text[:size] * (len(text) // size)


def _runs_on(typed: str) -> bool:
    """`123456789012`, `abcdefghijkl`: nearly each character follows the one before it, or precedes it."""
    steps = [abs(ord(b) - ord(a)) for a, b in pairwise(typed)]
    return sum(step <= 1 for step in steps) > 0.8 * len(steps)


def _is_personal(typed: str, login: str, name: str) -> bool:
    """Nothing but parts of login and name, with digits and signs."""
    rest = re.sub(r"[\W\d_]", "", typed.casefold())
    for part in sorted(re.split(r"[\W\d_]+", f"{login} {name}".casefold()), key=len, reverse=True):
        if len(part) >= 3:
            rest = rest.replace(part, "")
    return len(rest) < 4 and any(character.isalpha() for character in typed)
