"""The client libraries that share one shape: functions named after methods, and clients that are created with a base URL."""

from dataclasses import dataclass

from wirelens.scan.javascript.module import Module
from wirelens.scan.javascript.scopes import Bound, Scope
from wirelens.scan.javascript.syntax import arguments_of, dotted_name, unwrapped


@dataclass(frozen=True, slots=True)
class Library:
    """A client library. `exports` are the members of its packages that are the library itself (None: all of a package)."""

    name: str
    packages: frozenset[str]
    exports: frozenset[str | None] = frozenset({"default", None})
    environment: frozenset[str] = frozenset()
    """What it is called where a script tag or a framework brings it in."""
    creators: frozenset[str] = frozenset({"create"})
    """Functions of it that make a client."""
    makers: frozenset[str] = frozenset()
    """Exports that make a client when they are called themselves."""
    base_options: tuple[str, ...] = ("baseURL",)
    types: frozenset[str] = frozenset()
    """What its clients are declared as."""
    conventional: frozenset[str] = frozenset()
    """Names that frameworks give its client, wherever that comes from."""


LIBRARIES = (
    Library(
        "axios",
        frozenset({"axios", "redaxios", "axios-hooks", "axios/dist/axios"}),
        exports=frozenset({"default", "axios", None}),
        environment=frozenset({"axios"}),
        types=frozenset({"AxiosInstance", "AxiosStatic", "Axios", "NuxtAxiosInstance"}),
        conventional=frozenset({"$axios"}),
    ),
    Library(
        "ky", frozenset({"ky", "ky-universal"}), creators=frozenset({"create", "extend"}), base_options=("prefixUrl", "prefix", "baseUrl"),
        types=frozenset({"KyInstance"}),
    ),
    Library("got", frozenset({"got"}), exports=frozenset({"default", "got", None}), creators=frozenset({"extend"}),
            base_options=("prefixUrl",), types=frozenset({"Got"})),
    Library(
        "ofetch",
        frozenset({"ofetch", "#app", "#imports", "nuxt/app"}),
        exports=frozenset({"$fetch", "ofetch", "useFetch", "useLazyFetch"}),
        environment=frozenset({"$fetch", "useFetch", "useLazyFetch"}),
    ),
    Library("apisauce", frozenset({"apisauce"}), makers=frozenset({"create"}), types=frozenset({"ApisauceInstance"})),
    Library("openapi-fetch", frozenset({"openapi-fetch"}), exports=frozenset(), makers=frozenset({"default"}), base_options=("baseUrl",)),
    Library("hey-api", frozenset({"@hey-api/client-axios", "@hey-api/client-fetch", "@hey-api/client-next", "@hey-api/client-nuxt"}),
            exports=frozenset(), makers=frozenset({"createClient"}), base_options=("baseURL", "baseUrl")),
    Library("superagent", frozenset({"superagent"}), environment=frozenset({"superagent"}), creators=frozenset({"agent"})),
    Library("jquery", frozenset({"jquery"}), exports=frozenset({"default", "$", "jQuery", None}),
            environment=frozenset({"$", "jQuery"}), creators=frozenset()),
    Library("angular", frozenset({"@angular/common/http"}), exports=frozenset(), creators=frozenset(), types=frozenset({"HttpClient"})),
    Library("$http", frozenset(), creators=frozenset(), conventional=frozenset({"$http"})),
)  # fmt: skip

_MODULES = {package: library for library in LIBRARIES for package in library.packages}
_ENVIRONMENT = {name: library for library in LIBRARIES for name in library.environment}
_TYPES = {name: library for library in LIBRARIES for name in library.types}
_CONVENTIONAL = {name: library for library in LIBRARIES for name in library.conventional}


def library_of(dotted: str, scope: Scope, module: Module) -> tuple[Library, tuple[str, ...]] | None:
    """The library that a dotted name begins with, and the words that follow it; None where it begins with none."""
    meaning = module.meaning(dotted, scope)
    if meaning.bound is None:
        first, *rest = (module.global_name(dotted, scope) or "").split(".")
        found = _ENVIRONMENT.get(first)
        return (found, tuple(rest)) if found is not None else None
    imported = meaning.bound.imported
    found = _MODULES.get(imported.module) if imported is not None else None
    if imported is None or found is None or imported.member not in found.exports:
        return None
    return found, tuple(word for word in meaning.words[1:] if word != "default")


def maker_of(dotted: str, scope: Scope, module: Module) -> Library | None:
    """The library whose function `dotted` makes a client of it when it is called."""
    after = library_of(dotted, scope, module)
    if after is not None:
        library, words = after
        return library if len(words) == 1 and words[0] in library.creators else None
    meaning = module.meaning(dotted, scope)
    imported = meaning.bound.imported if meaning.bound is not None else None
    if imported is None or len(meaning.words) != 1:
        return None
    found = _MODULES.get(imported.module)
    if found is None and imported.member == "createClient" and imported.module in {"./client", "./client/client", "./client/client.gen"}:
        found = _MODULES["@hey-api/client-fetch"]  # which is generated into the project
    return found if found is not None and imported.member in found.makers else None


def declared_library(dotted: str, scope: Scope, module: Module) -> Library | None:
    """The library of a client that is declared by its type, injected by it, or called what a framework calls it."""
    first, _, rest = dotted.partition(".")
    name = rest if first == "this" else first
    if dotted in {"this.axios", "Vue.axios"}:  # vue-axios
        return _MODULES["axios"]
    if "." in name or (first != "this" and rest):
        return None
    owner = scope.enclosing_class() if first == "this" else scope.holding(first)
    for bound in owner.names.get(dotted, ()) if owner is not None else ():
        declared = (bound.annotation or _injected(bound, module) or "").partition("<")[0].rpartition(".")[2]
        if declared in _TYPES:
            return _TYPES[declared]
    return _CONVENTIONAL.get(name)


def _injected(bound: Bound, module: Module) -> str | None:
    """The type that `inject(Type)` gives an instance of."""
    value = unwrapped(bound.value) if bound.value is not None else None
    function = value.child_by_field_name("function") if value is not None and value.type == "call_expression" else None
    if value is None or function is None or dotted_name(function, module.text) != "inject":
        return None
    arguments = arguments_of(value)
    return dotted_name(arguments[0], module.text) if arguments else None
