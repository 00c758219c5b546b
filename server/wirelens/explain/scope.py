"""Which files may be sent at all."""

import re
from fnmatch import translate

MAX_CHARACTERS = 300_000
"""About 100,000 tokens. A longer file is not written by hand, and its explanation is not worth its price."""

NEVER_SENT = (
    ".env",
    ".env.*",
    "*.env",
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "*.jks",
    "*.keystore",
    "*.kdbx",
    "*.asc",
    "*.ppk",
    "id_rsa*",
    "id_dsa*",
    "id_ecdsa*",
    "id_ed25519*",
    ".netrc",
    ".npmrc",
    ".pypirc",
    ".htpasswd",
    ".git-credentials",
    "credentials",
    "credentials.json",
    "secrets.*",
    "*service*account*.json",
    "*.tfvars",
    "*.tfstate",
)
"""Names of files that hold secrets as a rule: redaction is not relied on for them."""

_NEVER_SENT = re.compile("|".join(map(translate, NEVER_SENT)))


def holds_secrets(file: str) -> bool:
    """Whether the file is one of those that are never sent, by its name."""
    return _NEVER_SENT.match(file.lower().rpartition("/")[2]) is not None
