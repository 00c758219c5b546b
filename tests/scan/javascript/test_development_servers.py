"""What the configuration of development servers says of requests that are sent on."""

import pytest

from support.facts_text import facts_text
from wirelens.scan.javascript.scanner import scan


def gateways(file: str, source: str) -> list[str]:
    """One line a proxy, places left out; first where the server listens."""
    found: list[str] = []
    for gateway in scan(file, source).gateways:
        found.append(f"{gateway.kind} {gateway.ports}")
        for proxy in gateway.proxies:
            target = facts_text_of(proxy.target)
            found.append(f"{proxy.pattern} -> {target} {proxy.rewrites}")
    return found


def facts_text_of(target: object) -> str:
    from wirelens.model.facts import Binding, FileFacts  # noqa: PLC0415  # only to show an expression
    from wirelens.model.span import Position, Span  # noqa: PLC0415

    start = Span(Position(0, 0), Position(0, 0))
    shown = facts_text(FileFacts("", "", bindings=(Binding("", "x", target, start),)), "", ("bindings",))  # type: ignore[arg-type]
    return shown.partition("value=")[2].partition(" span=")[0]


@pytest.mark.parametrize(
    ("file", "source", "expected"),
    [
        (
            "vite.config.ts",
            """
            import { defineConfig, loadEnv } from "vite";
            export default defineConfig(({ mode }) => {
              const env = loadEnv(mode, process.cwd());
              return { server: { port: 3000, proxy: {
                "/api": "http://localhost:8000",
                "/v2": { target: env.VITE_API || "http://localhost:8001", changeOrigin: true, rewrite: (p) => p.replace(/^\\/v2/, "") },
                "^/files/.*": { target: `http://${env.HOST}:9000`, ws: true },
                "/odd": { target: "http://localhost:1", rewrite: odd },
              } } };
            });
            """,
            [
                "development-server (3000,)",
                '/api -> ~"http://localhost:8000" ()',
                "/v2 -> $VITE_API(~\"http://localhost:8001\") (('^\\\\/v2', ''),)",
                '^/files/.* -> ~"http://"+$HOST+~":9000" ()',
                '/odd -> ~"http://localhost:1" None',
            ],
        ),
        (
            "vue.config.js",
            'module.exports = { devServer: { proxy: "http://localhost:8000" } }',
            ["development-server (8080,)", ' -> ~"http://localhost:8000" ()'],
        ),
        (
            "webpack.dev.js",
            """
            const target = { target: "http://localhost:5000", pathRewrite: { "^/api": "" } };
            module.exports = { devServer: { port: 9001, proxy: [{ context: ["/api", "/auth/**"], target: "http://localhost:5000" }] } };
            """,
            [
                "development-server (9001,)",
                '/api -> ~"http://localhost:5000" ()',
                '/auth/ -> ~"http://localhost:5000" ()',
            ],
        ),
        (
            "src/setupProxy.js",
            """
            const { createProxyMiddleware } = require("http-proxy-middleware");
            module.exports = (app) => {
              app.use("/api", createProxyMiddleware({ target: "http://localhost:8000", pathRewrite: { "^/api": "/v1" } }));
              app.use(createProxyMiddleware("/auth", { target: "http://localhost:8001" }));
              app.use("/new", createProxyMiddleware({ target: "http://localhost:8002/new" }));
            };
            """,
            [
                "development-server ()",
                "/api -> ~\"http://localhost:8000\" (('^/api', '/v1'),)",
                '/auth -> ~"http://localhost:8001" ()',
                "/new -> ~\"http://localhost:8002/new\" (('^/new', ''),)",
            ],
        ),
        (
            "next.config.mjs",
            """
            export default {
              async rewrites() { return [
                { source: "/api/:path*", destination: "http://localhost:8000/v1/:path*" },
                { source: "/u/:id", destination: `${process.env.API_URL}/users/:id` },
                { source: "/old", destination: "/new" },
              ]; },
              async redirects() { return [{ source: "/a", destination: "http://b.example.com/", permanent: true }]; },
            };
            """,
            [
                "development-server (3000,)",
                "/api/(?P<path>.*)/?$ -> ~\"http://localhost:8000\" (('^/api/(?P<path>.*)/?$', '/v1/\\\\g<path>'),)",
                "/u/(?P<id>[^/]+)/?$ -> $API_URL (('^/u/(?P<id>[^/]+)/?$', '/users/\\\\g<id>'),)",
            ],
        ),
        (
            "nuxt.config.ts",
            """
            export default defineNuxtConfig({
              nitro: { devProxy: { "/api": { target: "http://localhost:8000/api" } } },
              routeRules: { "/back/**": { proxy: "http://localhost:8001/**" } },
            });
            """,
            [
                "development-server (3000,)",
                "/api -> ~\"http://localhost:8000/api\" (('^/api', ''),)",
                "/back/(?P<rest>.*)/?$ -> ~\"http://localhost:8001\" (('^/back/(?P<rest>.*)/?$', '/\\\\g<rest>'),)",
            ],
        ),
        (
            "proxy.conf.js",
            'module.exports = { "/api": { target: "http://localhost:8000", secure: false } };',
            ["development-server ()", '/api -> ~"http://localhost:8000" ()'],
        ),
    ],
)
def test_proxies(file: str, source: str, expected: list[str]) -> None:
    assert gateways(file, source) == expected


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("src/api.js", 'export default { proxy: { "/api": "http://localhost:8000" } }'),
        ("vite.config.js", "export default { server: { proxy: {} } }"),
        ("vite.config.js", 'export default { resolve: { alias: { "/@": "/src" } }, server: { headers: { "/x": "http://a.example" } } }'),
        ("next.config.js", 'module.exports = { async redirects() { return [{ source: "/a", destination: "/b", permanent: false }] } }'),
        ("vite.config.js", "export default { server: { proxy: {"),
        ("vite.config.js", 'export default { server: { proxy: { "^/(a+)+$": "http://localhost:1" } } }'),
    ],
)
def test_silent(file: str, source: str) -> None:
    assert gateways(file, source) == []
