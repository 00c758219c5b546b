"""Shapes of secrets that detect-secrets does not know."""

import re
from collections.abc import Iterator, Mapping

PRIVATE_KEY = re.compile(
    r"-----BEGIN (?P<kind>[A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?)-----(?:.*?-----END (?P=kind)-----|(?=\s|\\[nr]).*)"
    r"|(?:\A|\n)(?:[^\w\n]*[\w+/=]{6,}(?:\\[nr]|[^\w\n])*\n)*[^\n]*-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----",
    re.DOTALL,
)
"""A private key (RFC 7468, RFC 4880). Of one that is cut, what there is of it: all behind its begin, or the lines before its end."""

_PREFIXES = (
    r"AIza[\w-]{35}",  # Google
    r"ya29\.[\w-]{20,}",
    r"GOCSPX-[\w-]{20,}",
    r"AGE-SECRET-KEY-1[A-Z0-9]{20,}",
    r"github_pat_\w{20,}",
    r"gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}",
    r"sk-(?:ant|proj|svcacct|admin|or)-[\w-]{16,}",
    r"hf_[A-Za-z0-9]{20,}",
    r"(?:r8|gsk|xai|pplx|fw)[_-][A-Za-z0-9]{24,}",
    r"xapp-[\w-]{16,}",
    r"(?:rk|whsec|sk|pk)_(?:live|test)_[A-Za-z0-9]{10,}",
    r"whsec_[\w+/=]{16,}",
    r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{24,}",
    r"do[opr]_v1_[a-f0-9]{32,}",
    r"dapi[a-f0-9]{32}",
    r"hvs\.[\w-]{20,}",
    r"(?:lin_api|ntn|secret|dp\.pt\.|PMAK|sntrys|sntryu|fly|rnd|vercel|sbp|nfp)[_-][\w-]{24,}",
    r"EAA[A-Za-z0-9]{40,}",  # Facebook
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}",
    r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[\w/]{20,}",
    r"https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20,}",
)
"""How the keys of services begin, as these document them."""

_VALUE = r"(?![/.]|https?:)(?P<secret>(?=[^\s\"'`]*\d)(?=[^\s\"'`]*[A-Za-z])[^\s\"'`<>{}$]{8,})"
"""Letters and digits: a word alone says that it is none."""

SHAPES: Mapping[str, re.Pattern[str]] = {
    "key": re.compile(rf"(?<![\w-])(?P<secret>{'|'.join(_PREFIXES)})"),
    "password": re.compile(r"://[^\s/?#:@'\"`]*:(?P<secret>[^\s/?#@'\"`]+)@"),
    "credential": re.compile(r"\b(?:Bearer|Basic|Token|ApiKey)[ +:]+(?P<secret>(?=[\w.~+/=-]*\d)[\w.~+/=-]{12,})"),
    "secret": re.compile(
        rf"(?:token|pass(?:phrase|code|wd)?|pwd|credentials?|(?:api|access|auth|signing|encryption|account)[-_]?key|auth)[\"'\]]{{0,2}}"
        rf"\s*(?::\s*\w+\s*)?(?:=>|:=|[:=])\s*[bru]?[\"'`]{_VALUE}[\"'`]",
        re.IGNORECASE,
    ),
    "parameter": re.compile(
        r"[?&;](?:key|token|sig|signature|auth|api[-_]?key|access[-_]?(?:key|token)|id[-_]token|client[-_]secret|password|pwd|secret"
        r"|X-Amz-(?:Signature|Credential|Security-Token)|(?:Shared)?(?:Access|Account)Key)=(?P<secret>[^\s\"'`<>{}$&;#]{8,})",
        re.IGNORECASE,
    ),
}
"""By kind; the group `secret` is what is taken out."""


def shaped_secrets(text: str) -> Iterator[tuple[str, str]]:
    """The secrets in a text that have one of these shapes, each with its kind."""
    for kind, shape in SHAPES.items():
        for match in shape.finditer(text):
            yield match["secret"], kind
