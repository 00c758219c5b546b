"""Secrets of many kinds are taken out; what only looks like one stays."""

import pytest

from wirelens.explain.redaction import Redacted, redact

# put together, so that no scanner of this repository takes them for real ones
GITHUB = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789"
GOOGLE = "AIza" + "SyA1234567890abcdefghijklmnopqrstuv"
AWS = "AKIA" + "IOSFODNN7EXAMPLE"
STRIPE = "sk_live_" + "abcdefghijklmnopqrstuvwx"
SLACK = "xoxb-" + "123456789012-1234567890123-abcdefghijklmnopqrstuvwx"
OPENAI = "sk-" + "abcdefghijklmnopqrst" + "T3BlbkFJ" + "abcdefghijklmnopqrst"
JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
DJANGO = "django-insecure-" + "z8#k2!w@v7^p1&n4*m6(c3)x5-q9+r0"
BEGIN, END = "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'token = "{GITHUB}"', 'token = "[redacted: github token]"'),
        (f"curl -H 'Authorization: token {GITHUB}'", "curl -H 'Authorization: token [redacted: github token]'"),
        (f"const key = `{GOOGLE}`;", "const key = `[redacted: key]`;"),
        (f"aws = '{AWS}'", "aws = '[redacted: aws access key]'"),
        (f"stripe.api = '{STRIPE}'", "stripe.api = '[redacted: stripe access key]'"),
        (f"slack({SLACK!r})", "slack('[redacted: slack token]')"),
        (f"openai({OPENAI!r})", "openai('[redacted: openai token]')"),
        (f"headers = {{'x': '{JWT}'}}", "headers = {'x': '[redacted: json web token]'}"),
        (f"SECRET_KEY = '{DJANGO}'", "SECRET_KEY = '[redacted: secret]'"),
        ('DATABASE = "postgres://me:hunter2!@db/x"', 'DATABASE = "postgres://me:[redacted: password]@db/x"'),
        ('"redis://:s3cr3t-pw@cache:6379/0"', '"redis://:[redacted: password]@cache:6379/0"'),
        ('PASSWORD="alpha-99"; SECRET="beta-77"', 'PASSWORD="[redacted: secret]"; SECRET="[redacted: secret]"'),
        ("비밀번호: password = '암호-1234-긴값'", "비밀번호: password = '[redacted: secret]'"),
    ],
)
def test_a_secret_is_taken_out(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        'url = f"postgres://{user}:{password}@{host}/db"',
        "const url = `https://${user}:${token}@host/`;",
        'password = os.environ["DATABASE_PASSWORD"]',
        'token = response.json()["access_token"]',
        'axios.get("/api/v1/organizations/{id}/projects/deployments/")',
        'fetch("http://127.0.0.1:8000/api/ai/summaries/?filename=" + name)',
        'key = "file" + "name"',
        "# 한국어 주석과 🎉",
        'id = "123e4567-e89b-12d3-a456-426614174000"',
        "ip = '8.8.8.8'",
        "",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == Redacted(text, 0)


def test_a_private_key_goes_whole_and_lines_keep_their_numbers() -> None:
    text = f'before\nkey = """{BEGIN}\nMIIEow\nIBAAKC\n{END}"""\nafter'
    assert redact(text) == Redacted('before\nkey = """[redacted: private key]\n\n\n"""\nafter', 1)


def test_a_private_key_without_an_end_takes_the_rest() -> None:
    assert redact(f"x\n{BEGIN}\nMIIEow\ny").text == "x\n[redacted: private key]\n\n"


def test_a_secret_is_taken_out_wherever_it_stands() -> None:
    text = f'a = "{GITHUB}"\n# {GITHUB}\nsend({GITHUB!r}) # {GITHUB}\n'
    mark = "[redacted: github token]"
    assert redact(text) == Redacted(f"a = \"{mark}\"\n# {mark}\nsend('{mark}') # {mark}\n", 1)


def test_a_word_is_taken_out_only_where_it_is_a_secret() -> None:
    text = 'password = "string"\nkind = "string"\n'
    assert redact(text) == Redacted('password = "[redacted: secret]"\nkind = "string"\n', 1)


def test_what_may_be_committed_may_still_not_be_sent() -> None:
    text = f"a = '{AWS}'  # pragma: allowlist secret"
    assert redact(text).text == "a = '[redacted: aws access key]'  # pragma: allowlist secret"


def test_a_known_value_is_taken_out_whatever_it_looks_like() -> None:
    assert redact("say my-own-key twice: my-own-key", ["my-own-key"]) == Redacted("say [redacted: key] twice: [redacted: key]", 1)


def test_line_ends_stay() -> None:
    assert redact(f"a = '{AWS}'\r\nb = 1\r\n").text == "a = '[redacted: aws access key]'\r\nb = 1\r\n"


@pytest.mark.parametrize("text", ["password" + " " * 20_000, "a=" + "'x'," * 5_000, "secret " * 3_000, f"x='{AWS}';" * 500])
def test_long_lines_come_to_an_end(text: str) -> None:
    assert AWS not in redact(text).text
