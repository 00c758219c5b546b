"""What operations on texts make of expressions that are only partly known."""

from urllib.parse import urljoin

from wirelens.model.expression import Expression, Hole, Join, Literal, Trim
from wirelens.scan.python.templates import joined, slice_of


def plain_text(value: Expression | None) -> str | None:
    """The whole text of an expression, None where any of it is not literal."""
    if isinstance(value, Literal):
        return value.text
    if isinstance(value, Join):
        texts = [plain_text(part) for part in value.parts]
        return None if None in texts else "".join(filter(None, texts))
    return None


def stripped(value: Expression, characters: str | None, *, left: bool, right: bool) -> Expression:
    """A value without some characters at its ends (None: white space, which only literal text is taken to have)."""
    if isinstance(value, Join):
        first, *middle, last = value.parts
        return joined([stripped(first, characters, left=left, right=False), *middle, stripped(last, characters, left=False, right=right)])
    if isinstance(value, Hole) or (characters is None and not isinstance(value, Literal)):
        return value
    if not isinstance(value, Literal):
        ends = [Trim("", after=characters or "")] * left, [Trim("", before=characters or "")] * right
        return joined([*ends[0], value, *ends[1]])
    start = len(value.text) - len(value.text.lstrip(characters)) if left else 0
    end = len(value.text.rstrip(characters)) if right else len(value.text)
    return slice_of(value, start, max(start, end))


def url_joined(base: Expression, path: Expression) -> Expression:
    """What `urljoin` makes: of a base that is not literal, only that it ends where the path begins."""
    base_text, path_text = plain_text(base), plain_text(path)
    if base_text is not None and path_text is not None:
        try:
            return Literal(urljoin(base_text, path_text))
        except ValueError:
            return joined([base, path])
    begins_with_slash = path_text is not None and path_text.startswith("/")
    return joined([base, path]) if begins_with_slash else below(base, path)


def below(base: Expression, path: Expression) -> Expression:
    """`URL(base) / "items"`, of yarl, furl and their like: one slash between both."""
    first, *rest = path.parts if isinstance(path, Join) else (path,)
    start = stripped(base, "/", left=False, right=True)
    return joined([start, Literal("/"), stripped(first, "/", left=True, right=False), *rest])
