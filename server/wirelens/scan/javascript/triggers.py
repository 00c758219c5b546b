"""What makes a JavaScript file worth parsing: without any of this its text says nothing of communication by itself.

Most files do not. What they define is read where a file that speaks leads to them. A dialect adds the words that its files cannot do
without: a word too many costs time, one too few costs its facts.
"""

from posixpath import basename

import re2

from wirelens.scan.javascript.grammar import language_of

_PATTERNS = (
    r"fetch|axios|XMLHttpRequest|[wW]eb[sS]ocket|EventSource|sendBeacon|HttpClient|createApi|injectEndpoints|__request|localVarPath",
    r"\$\.ajax|getJSON|superagent|useSWR|queryKey|useFetch|wretch|apisauce|\bky\b|\bgot\b",
    r"setInterval|setTimeout|[iI]nterval|prototype\.\$|globalProperties",
    r"\burl\s*:|createClient|OpenAPI\b",
    r"[rR]edis|amqplib|\.(?:[lr][pP]ush|b[lr][pP]op|sendToQueue)\(",
    r"\.(?:get|post|put|patch|delete|head|options|request|GET|POST|PUT|PATCH|DELETE)\s*[<(]",
)

_CONFIGURATION = re2.compile(
    r"^(?:vite|vue|next|nuxt|svelte|rsbuild|astro|webpack[\w.-]*|craco|config-overrides|proxy|angular)\.(?:config|conf)\.|^setupProxy\.|^webpack"
)

_ANSWERS = re2.compile(r"(?:^|/)(?:app/(?:.*/)?route|pages/api/.*)\.[jt]sx?$")
"""Route handlers of Next.js, which answer by their names."""

_TRIGGER = re2.compile("|".join(_PATTERNS).encode())
_SCRIPT = re2.compile(rb"(?i)<script\b")


def may_speak(file: str, source: bytes) -> bool:
    """Whether a file of this name and text may say something of communication by itself."""
    if language_of(file) == "html" and not _SCRIPT.search(source):
        return False
    return bool(_TRIGGER.search(source) or _CONFIGURATION.search(basename(file)) or _ANSWERS.search(file))
