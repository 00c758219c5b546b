"""Where nginx and development servers send requests on."""

import json
from inspect import cleandoc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirelens.model.expression import Environment, Hole, Join, Literal
from wirelens.scan.deployment.scanner import scan
from wirelens.scan.proxy_rules import context_pattern, path_rewrites, replacement_of
from wirelens.scan.regular_expression import python_pattern


def rules(source: str, file: str = "nginx.conf") -> list[tuple[object, ...]]:
    return [(proxy.pattern, proxy.target, proxy.rewrites) for gateway in scan(file, cleandoc(source)).gateways for proxy in gateway.proxies]


def test_nginx() -> None:
    source = r"""
        events { }
        http {
          upstream api { server "api:8000" weight=2; keepalive 8; }
          upstream many { server a:1; server b:1; }
          map $http_upgrade $connection_upgrade { default upgrade; '' close; }
          server {
            listen 8080 default_server; listen [::]:8080;
            location / { root /usr/share/nginx/html; try_files $uri @app; }  # {
            location /api { proxy_pass http://api; proxy_set_header Host "$host; }"; }
            location /api/v2/ { proxy_pass http://api/; }
            location = /health { proxy_pass http://web:5000/healthz; }
            server_name shop.example.com _ ~^www\d+$ *.example.com localhost;
            location ~ ^/(users|items)/ { proxy_pass http://web:5000; }
            location ~ ^/v(\d)/(.+)$ { proxy_pass http://web:5000/$2$is_args$args; }
            location ~* \.(json) { proxy_pass http://web:5000/$host/$1; }
            location ^~ /old/ { rewrite ^/old/(.*)$ /new/$1 break; proxy_pass http://${OLD_HOST}; }
            location /many { proxy_pass http://many; }
            location /set { set $up http://web:7000; proxy_pass $up$request_uri; }
            location /static/ { alias /srv/static/; }
            location ~ ^/(a+)+$ { proxy_pass http://web:1; }
            location @app { proxy_pass http://web:5000; }
          }
        }
    """
    (gateway,) = scan("nginx.conf", cleandoc(source)).gateways
    assert (gateway.ports, gateway.hosts) == ((8080,), ("shop.example.com",))
    assert rules(source) == [
        ("/health$", Literal("http://web:5000"), (("^/health", "/healthz"),)),
        ("/old/", Join((Literal("http://"), Environment("OLD_HOST"))), ((r"^/old/(.*)$", r"/new/\1"),)),
        ("(?:/(users|items)/)", Literal("http://web:5000"), ()),
        (r"(?:/v(\d)/(.+)$)", Literal("http://web:5000"), ((r"^(?:/v(\d)/(.+)$).*$", r"/\2"),)),
        (r"(?i:.*?(?:\.(json)))", Literal("http://web:5000"), None),
        ("/api/v2/", Literal("http://api:8000"), (("^/api/v2/", "/"),)),
        ("/static/", Hole("files"), None),
        ("/many", Join((Literal("http://"), Hole("upstream"))), ()),
        ("/api", Literal("http://api:8000"), ()),
        ("/set", Literal("http://web:7000"), ()),
        ("/", Literal("http://web:5000"), ()),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "server { listen 80; }",
        "[program:app]\ncommand=uvicorn main:app",
        "proxy_pass http://a;",
        "server { location / { proxy_pass ; } }",
        "{" * 5_000,
        "}" * 5_000,
        "server " * 5_000,
        '"' * 999,
        '"' + '\\"' * 40_000,
        "'" + "\\'" * 40_000 + "\\",
    ],
)
def test_nginx_silent(source: str) -> None:
    assert [rule for rule in rules(source) if rule[2] is not None] == []


def test_nginx_variables() -> None:
    source = """
        server {
          set $port 8000; set $up api:$port; set $upper no; set $a $b$b; set $b $a$a; set "" x;
          location /a { proxy_pass http://${up}/; }
          location /b { proxy_pass http://$a; }
          location ~ (?i)^/c { proxy_pass http://web:5000; }
        }
    """
    assert rules(source) == [
        (".*?(?:(?i:^/c))", Literal("http://web:5000"), ()),
        ("/a", Literal("http://api:8000"), (("^/a", "/"),)),
        ("/b", Join((Literal("http://"), Hole("upstream"))), ()),
    ]


@pytest.mark.parametrize(
    ("priorities", "first"), [(("", "1"), "/aaa"), (("0", "1"), "/aaa"), (("-5", "1"), "/b"), (("9" * 5_000, "100"), "/b")]
)
def test_priorities_of_labels(priorities: tuple[str, str], first: str) -> None:
    labels = [f'traefik.http.routers.{name}.priority: "{priority}"' for name, priority in zip("ab", priorities, strict=True)]
    labels += ["traefik.http.routers.a.rule: PathPrefix(`/aaa`)", "traefik.http.routers.b.rule: PathPrefix(`/b`)"]
    (gateway,) = scan("compose.yaml", "services:\n  web:\n    labels:\n" + "".join(f"      {label}\n" for label in labels)).gateways
    assert gateway.proxies[0].pattern == f"(?:{first})"


@given(st.text(alphabet="server location/{};~^*=$'\"# \n\\proxy_pass http://a:1", max_size=300))
def test_any_nginx(source: str) -> None:
    scan("nginx.conf", source)


def test_angular() -> None:
    source = """
        {"/api": {"target": "http://localhost:8000", "secure": false, "pathRewrite": {"^/api": ""}}, "/auth/**": {"target": "http://localhost:8001"}}
    """
    assert rules(source, "proxy.conf.json") == [
        ("/api", Literal("http://localhost:8000"), (("^/api", ""),)),
        ("/auth/", Literal("http://localhost:8001"), ()),
    ]
    assert rules('[{"context": ["/a", "/b"], "target": "http://x:1"}]', "proxy.conf.json") == [
        ("/a", Literal("http://x:1"), ()),
        ("/b", Literal("http://x:1"), ()),
    ]
    for text in ("", "[", "[1]", '{"a": 1}', "1"):
        assert rules(text, "proxy.conf.json") == []


def test_create_react_app() -> None:
    assert rules('{"proxy": "http://localhost:5000"}', "package.json") == [("", Literal("http://localhost:5000"), ())]
    assert rules('{"proxy": {"a": 1}}', "package.json") == []


def test_patterns() -> None:
    assert [context_pattern(each) for each in ("/api", "/api/**", "/a/*/b", "/a.b")] == ["/api", "/api/", "/a/[^/]*/b", r"/a\.b"]
    assert replacement_of(r"/$1/$&\x") == "/\\g<1>/\\g<0>\\\\x"
    assert path_rewrites([("^/a", "/b"), ("^/c", "/d")]) is None
    dangerous = ["(a+)+$", "(a*)*", "(.*)*b", "(?:a+){9}", "a*" * 5, "(", "a" * 201, r"(a)\1"]
    assert [each for each in dangerous if python_pattern(each) is not None] == []
    assert python_pattern(r"^\/api\/(?<rest>.*)") == r"^\/api\/(?P<rest>.*)"
    assert [python_pattern(each) for each in ("(?i)^/api", "/api(?i)", "(?x) a # b", "(?i")] == ["(?i:^/api)", None, None, None]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("PathPrefix(`/a`) || Path(`/b`)", [("(?:/a)", (), ()), ("(?:/b)$", (), ())]),
        (
            "Host(\"X.localhost\") && (PathPrefix(`/a`, `/b.c`) || Path('/d'))",
            [("(?:/a|/b\\.c)", (), ("x.localhost",)), ("(?:/d)$", (), ("x.localhost",))],
        ),
        ("PathPrefix(`/a`) && !Path(`/a/b`)", [("(?:/a)", None, ())]),
        ("PathPrefix(`/a`) && Headers(`X-A`, `1`)", [("(?:/a)", None, ())]),
        ("PathPrefix(`/${UNSET}`)", []),
        ("HostRegexp(`.+`)", []),
        ("PathPrefix(`/a", []),
        ("((((", []),
        ("(" * 900, []),
        ("!" * 900, []),
        ("a" * 50_000, []),
        ("(" + "||".join(["Path(`/a`)"] * 40) + ")" + " && Host(`x`)" * 30, [("(?:/a)$", (), ("x",))] * 16),
        (")&&||", []),
        ("", []),
    ],
)
def test_rules_of_labels(rule: str, expected: list[object]) -> None:
    compose = f"services:\n  web:\n    labels:\n      traefik.http.routers.web.rule: {json.dumps(rule)}\n"
    gateways = scan("compose.yaml", compose).gateways
    assert [(proxy.pattern, proxy.rewrites, proxy.hosts) for gateway in gateways for proxy in gateway.proxies] == expected


@given(st.text(alphabet="ahost().`'\"&|! {}$/PathPrefixHost", max_size=60))
def test_rules_of_labels_are_read_whatever_they_say(rule: str) -> None:
    scan("compose.yaml", f"services:\n  web:\n    labels:\n      traefik.http.routers.web.rule: {json.dumps(rule)}\n")


@pytest.mark.parametrize(
    ("middleware", "expected"),
    [
        ("stripprefix.prefixes: /a, /b", (("^(?:/a|/b)", ""),)),
        ("stripPrefixRegex.regex: /v[0-9]+", (("/v[0-9]+", ""),)),
        (
            "replacepathregex.regex: ^/a/(.*)\n      traefik.http.middlewares.m.replacepathregex.replacement: /b/$$1",
            (("^/a/(.*)", r"/b/\1"),),
        ),
        ("addprefix.prefix: /api", (("^", "/api"),)),
        ("replacepath.path: /x", (("^.*$", "/x"),)),
        ("compress: 'true'", ()),
        ("chain.middlewares: other@file", None),
        ("chain.middlewares: m", None),
        ("chain.middlewares: m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m", None),
    ],
)
def test_middlewares_of_labels(middleware: str, expected: object) -> None:
    router = "traefik.http.routers.web.rule: PathPrefix(`/`)\n      traefik.http.routers.web.middlewares: m@docker"
    labels = f"{router}\n      traefik.http.middlewares.m.{middleware}"
    (gateway,) = scan("compose.yaml", f"services:\n  web:\n    labels:\n      {labels}\n").gateways
    assert [proxy.rewrites for proxy in gateway.proxies] == [expected]
