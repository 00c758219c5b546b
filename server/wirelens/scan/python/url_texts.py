"""What operations on texts make of expressions that are only partly known."""

from urllib.parse import urljoin

from wirelens.model.expression import Environment, Expression, Join, Literal
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
    """A value without some characters at its ends; what is not literal is taken to have none there."""
    if isinstance(value, Environment) and value.default is not None:
        return Environment(value.variable, stripped(value.default, characters, left=left, right=right))
    if isinstance(value, Join):
        first, *middle, last = value.parts
        return joined([stripped(first, characters, left=left, right=False), *middle, stripped(last, characters, left=False, right=right)])
    if not isinstance(value, Literal):
        return value
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
