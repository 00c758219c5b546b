"""Secrets of many kinds are taken out; what only looks like one stays."""

import pytest

from wirelens.explain.redaction import Redacted, redact

# put together, so that no scanner of this repository takes them for real ones
GITHUB = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789"
GITHUB_FINE = "github_pat_" + "11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789"
GITLAB = "glpat-" + "abcdefghij0123456789"
GOOGLE = "AIza" + "SyA1234567890abcdefghijklmnopqrstuv"
AWS = "AKIA" + "IOSFODNN7EXAMPLE"
STRIPE = "sk_live_" + "abcdefghijklmnopqrstuvwx"
SLACK = "xoxb-" + "123456789012-1234567890123-abcdefghijklmnopqrstuvwx"
SLACK_HOOK = "https://hooks.slack.com/services/" + "T0000000/B0000000/abcdefghijklmnopqrstuvwx"
OPENAI = "sk-" + "abcdefghijklmnopqrst" + "T3BlbkFJ" + "abcdefghijklmnopqrst"
ANTHROPIC = "sk-ant-" + "api03-abcdefghijklmnop-0123456789"
HUGGING_FACE = "hf_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH"
JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
DJANGO = "django-insecure-" + "z8#k2!w@v7^p1&n4*m6(c3)x5-q9+r0"
OPAQUE = "q7Rk2-Zt9w_Lm4x"
BEGIN, END = "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"


def redacted(text: str, *known: str) -> str:
    return redact([text], known).texts[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'token = "{GITHUB}"', 'token = "[redacted: github token]"'),
        (f"curl -H 'Authorization: token {GITHUB}'", "curl -H 'Authorization: token [redacted: github token]'"),
        (f"pat({GITHUB_FINE!r})", "pat('[redacted: key]')"),
        (f"gitlab = Gitlab({GITLAB!r})", "gitlab = Gitlab('[redacted: gitlab token]')"),
        (f"const key = `{GOOGLE}`;", "const key = `[redacted: key]`;"),
        (f"aws = '{AWS}'", "aws = '[redacted: aws access key]'"),
        (f"stripe.api = '{STRIPE}'", "stripe.api = '[redacted: stripe access key]'"),
        (f"slack({SLACK!r})", "slack('[redacted: slack token]')"),
        (f"post({SLACK_HOOK!r})", "post('[redacted: slack token]')"),
        (f"openai({OPENAI!r})", "openai('[redacted: openai token]')"),
        (f"anthropic({ANTHROPIC!r})", "anthropic('[redacted: key]')"),
        (f"login({HUGGING_FACE!r})", "login('[redacted: key]')"),
        (f"headers = {{'x': '{JWT}'}}", "headers = {'x': '[redacted: json web token]'}"),
        (f"SECRET_KEY = '{DJANGO}'", "SECRET_KEY = '[redacted: secret]'"),
        (f"headers: {{ Authorization: 'Bearer {OPAQUE}' }}", "headers: { Authorization: 'Bearer [redacted: credential]' }"),
        (f'auth_token: str = "{OPAQUE}"', 'auth_token: str = "[redacted: secret]"'),
        (f"{{ apiKey: '{OPAQUE}' }}", "{ apiKey: '[redacted: secret]' }"),
        (f'{{"accessToken": "{OPAQUE}"}}', '{"accessToken": "[redacted: secret]"}'),
        (f"fetch('/x?token={OPAQUE}&page=2')", "fetch('/x?token=[redacted: parameter]&page=2')"),
        (f'"Endpoint=sb://x/;AccountKey={OPAQUE};"', '"Endpoint=sb://x/;AccountKey=[redacted: parameter];"'),
        ('DATABASE = "postgres://me:hunter2!@db/x"', 'DATABASE = "postgres://me:[redacted: password]@db/x"'),
        ('"redis://:s3cr3t-pw@cache:6379/0"', '"redis://:[redacted: password]@cache:6379/0"'),
        ('PASSWORD="alpha-99"; SECRET="beta-77"', 'PASSWORD="[redacted: secret]"; SECRET="[redacted: secret]"'),
        ("비밀번호: password = '암호-1234-긴값'", "비밀번호: password = '[redacted: secret]'"),
    ],
)
def test_a_secret_is_taken_out(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'url = f"postgres://{user}:{password}@{host}/db"',
        "const url = `https://${user}:${token}@host/`;",
        'password = os.environ["DATABASE_PASSWORD"]',
        'token = response.json()["access_token"]',
        'axios.get("/api/v1/organizations/{id}/projects/deployments/")',
        'fetch("http://127.0.0.1:8000/api/ai/summaries/?filename=" + name)',
        "fetch(`/api/login?token=${token}`)",
        'key = "file" + "name"',
        "headers: { Authorization: `Bearer ${token}` }",
        'parser.add_argument("--token", help="Bearer token of the service")',
        'AUTH = "/api/v2/auth/token"',
        "# 한국어 주석과 🎉",
        'id = "123e4567-e89b-12d3-a456-426614174000"',
        "ip = '8.8.8.8'",
        f"if pem.startswith('{BEGIN}'):",
        "const task_name = 'sk_analyze'",
        "",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact([text]) == Redacted((text,), {})


def test_a_private_key_goes_whole_and_lines_keep_their_numbers() -> None:
    text = f'before\nkey = """{BEGIN}\nMIIEow\nIBAAKC\n{END}"""\nafter'
    assert redact([text]) == Redacted(('before\nkey = """[redacted: private key]\n\n\n"""\nafter',), {"private key": 1})


def test_of_a_private_key_that_is_cut_goes_what_there_is() -> None:
    first, last = f"x\n{BEGIN}\nMIIEow\ny", f'MIIEowIBAAKC\n    "abcdefgh+/012345\\n"\n{END}\nrest = 1'
    assert redact([first, "untouched", last]) == Redacted(
        ("x\n[redacted: private key]\n\n", "untouched", "[redacted: private key]\n\n\nrest = 1"), {"private key": 2}
    )


def test_a_secret_is_taken_out_wherever_it_stands() -> None:
    mark = "[redacted: github token]"
    assert redact([f'a = "{GITHUB}"\n# {GITHUB}\n', f"send({GITHUB!r}) # {GITHUB}\n"]) == Redacted(
        (f'a = "{mark}"\n# {mark}\n', f"send('{mark}') # {mark}\n"), {"github token": 1}
    )


def test_a_word_is_taken_out_only_where_it_is_a_secret() -> None:
    text = 'password = "string"\nkind = "string"\n'
    assert redact([text]) == Redacted(('password = "[redacted: secret]"\nkind = "string"\n',), {"secret": 1})


def test_what_may_be_committed_may_still_not_be_sent() -> None:
    text = f"x(\n'{SLACK}')  # pragma: allowlist secret"
    assert redacted(text) == "x(\n'[redacted: slack token]')  # pragma: allowlist secret"


def test_a_known_value_is_taken_out_whatever_it_looks_like() -> None:
    mark = "[redacted: known secret]"
    assert redact(["say my-own-key twice: my-own-key"], ["my-own-key"]) == Redacted((f"say {mark} twice: {mark}",), {"known secret": 1})
    assert redacted("f(a%2Fb%3D1x)", "a/b=1x") == f"f({mark})", "as a part of a URL"
    assert redacted("sunshine sunshine_daily", "sunshine") == f"{mark} sunshine_daily", "a word only as a word"
    assert redacted("abc", "abc") == "abc", "too short to be a secret"
    assert redacted("redacted: first 77-eleven", "redacted", "77-eleven") == f"{mark}: first {mark}", "no mark is read again"
    assert redacted("a\n1\n2\nb", "1\n2") == "a\n1\n2\nb"
    assert redacted("a\nkey-1\nkey-2\nb", "key-1\nkey-2") == f"a\n{mark}\n\nb", "lines keep their numbers"


def test_line_ends_stay() -> None:
    assert redacted(f"a = '{AWS}'\r\nb = 1\r\n") == "a = '[redacted: aws access key]'\r\nb = 1\r\n"


@pytest.mark.parametrize("text", ["password" + " " * 20_000, "a=" + "'x'," * 5_000, "secret " * 3_000, f"x='{AWS}';" * 500, "A" * 30_000])
def test_long_lines_come_to_an_end(text: str) -> None:
    assert AWS not in redacted(text)
