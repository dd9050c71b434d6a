"""Personal codes: what HR's slip shows, and the hash that is stored."""

import hashlib
import random
import unicodedata

# no 0 O 1 I L 5 S 8 B 2 Z U V: nothing that is misread on paper or misheard on the phone
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 8  # characters: 23**8, about 36 bits; tries are limited


def new_code(rng: random.Random) -> str:
    """Make a personal code such as "K7M4-9QXD"; `rng` must be a `random.SystemRandom` in earnest."""
    letters = "".join(rng.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def normal(typed: str) -> str | None:
    """Bring a typed code to its one form ("k7m4 9qxd" → "K7M4-9QXD"); None when it cannot be one."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum())
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return f"{letters[:4]}-{letters[4:]}"


def digest(code: str, *, pepper: str) -> str:
    """Hash a code for storage: SHA-256 over the installation's pepper (a secret beside the database) and the code."""
    return hashlib.sha256(f"quizbot-code\n{pepper}\n{code}".encode()).hexdigest()
