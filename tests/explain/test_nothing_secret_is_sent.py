"""A workspace full of planted secrets: whatever is asked about it, none is in any byte that Gemini receives."""

import json
import subprocess

import pytest

from support.explaining import Desk, Follower
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.progress import Stored
from wirelens.explain.size import shown_text
from wirelens.model.narrative import Scope
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.folder_analysis import analyze_folder
from wirelens.workspace.reading import read_text
from wirelens.workspace.requesting import Subject

# put together, so that no scanner of this repository takes them for real ones
SECRETS = {
    "aws": "AKIA" + "IOSFODNN7EXAMPLE",
    "aws_secret": "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY",
    "github": "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
    "google": "AIza" + "SyA1234567890abcdefghijklmnopqrstuv",
    "stripe": "sk_live_" + "abcdefghijklmnopqrstuvwx",
    "slack": "xoxb-" + "123456789012-1234567890123-abcdefghijklmnopqrstuvwx",
    "anthropic": "sk-ant-" + "api03-abcdefghijklmnop-0123456789",
    "jwt": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "bearer": "q7Rk2-Zt9w_Lm4x" + "88",
    "url_password": "hunter2" + "-hunter2",
    "redis_password": "r3dis" + "-pw!",
    "password": "비밀-password" + "-1234",
    "parameter": "9f8e7d6c" + "5b4a",
    "private_key": "MIIEowIBAAKCAQEA" + "7bq9",
    "environment": "bluebird" + "-77",
    "environment_word": "sun" + "shine",
    "environment_url": "billing.corp" + ".example",
    "excluded": "the-secret" + "-recipe",
    "ignored": "only-on-this" + "-machine",
}

SERVER = f'''\
import redis
from fastapi import BackgroundTasks, FastAPI

app = FastAPI()
AWS = ("{SECRETS["aws"]}", "{SECRETS["aws_secret"]}")
PEM = """-----BEGIN RSA PRIVATE KEY-----
{SECRETS["private_key"]}
-----END RSA PRIVATE KEY-----"""


def store(name):
    results = redis.from_url("redis://:{SECRETS["redis_password"]}@cache:6379/0")
    connect("postgres://app:{SECRETS["url_password"]}@db/x", api_key="{SECRETS["google"]}")
    log("{SECRETS["environment"]} {SECRETS["environment_word"]} https://{SECRETS["environment_url"]}/v1")


@app.post("/analyze")
async def analyze(name: str, tasks: BackgroundTasks):
    """Accepts a file. 비밀번호: {SECRETS["password"]}"""
    password = "{SECRETS["password"]}"
    stripe.api_key = "{SECRETS["stripe"]}"
    tasks.add_task(store, name)
    return {{"token": "{SECRETS["jwt"]}"}}


@app.get("/results/{{name}}")
async def result(name: str):
    return fetch(name, token="{SECRETS["github"]}")
'''

CLIENT = f"""\
import axios from "axios";

export async function send(name) {{
  const headers = {{ Authorization: "Bearer {SECRETS["bearer"]}", "x-key": "{SECRETS["anthropic"]}" }};
  await axios.post("http://localhost:9000/analyze?token={SECRETS["parameter"]}", {{ name }}, {{ headers }});
}}

export function watch(name) {{
  setInterval(() => axios.get(`http://localhost:9000/results/${{name}}`, {{ headers: {{ "X-Slack": "{SECRETS["slack"]}" }} }}), 2000);
}}
"""

FILES = {
    "server/main.py": SERVER,
    "web/src/client.js": CLIENT,
    "server/.env": f"CODENAME={SECRETS['environment']}\nDB_PASSWORD={SECRETS['environment_word']}\n",
    ".env.local": f"BILLING_URL=https://{SECRETS['environment_url']}/v1\n",
    "private/client.py": f'import httpx\n\n\ndef send():\n    httpx.post("http://localhost:9000/analyze?{SECRETS["excluded"]}")\n',
    "local/client.js": f'fetch("http://localhost:9000/analyze#{SECRETS["ignored"]}", {{ method: "POST" }});\n',
    ".aiexclude": "private/\n",
    ".gitignore": "local/\n.env*\n",
    "README.md": "Start: `uvicorn main:app --port 9000` in `server`.\n",
    "web/package.json": '{"dependencies": {"axios": "1"}}',
}

SCOPES = (
    Scope("file", "server/main.py"),
    Scope("file", "web/src/client.js"),
    Scope("function", "server/main.py", "store"),
    Scope("function", "web/src/client.js", "send"),
    Scope("endpoint", "server/main.py", "analyze"),
    Scope("flow", "server/main.py", "analyze"),
)


@pytest.fixture
def snapshot(desk: Desk) -> Snapshot:
    for name, text in FILES.items():
        path = desk.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=desk.root, check=True)
    return analyze_folder(desk.root, Settings(), "en", tuple(FILES), keeps=False)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.kind} {scope.name or scope.file}")
async def test_none_of_them_is_sent_and_what_is_sent_is_what_was_shown(desk: Desk, snapshot: Snapshot, scope: Scope) -> None:
    subject = Subject(desk.root, scope, snapshot, desk.settings(enabled="on"), lambda file: read_text(desk.root / file))
    explaining, follower = desk.explaining(), Follower()
    shown = shown_text(await explaining.prompt(subject))
    assert desk.gemini.requests == []
    await explaining.submit(subject, follower)
    outcome = await follower.outcome()
    await explaining.close()
    assert isinstance(outcome, Stored)

    (received,) = desk.gemini.requests
    sent = [received.body["systemInstruction"]["parts"], received.body["contents"][0]["parts"]]
    assert shown == "\n\n".join(part["text"] for parts in sent for part in parts)
    everything = received.target + json.dumps(received.body, ensure_ascii=False)
    assert [kind for kind, secret in SECRETS.items() if secret in everything] == []
    assert "[redacted: " in shown
    assert "private/" not in shown
    assert "local/" not in shown


async def test_files_that_are_never_sent_are_refused(desk: Desk, snapshot: Snapshot) -> None:
    explaining = desk.explaining()
    told: list[str] = []
    for file in ("private/client.py", "server/.env"):
        subject = Subject(desk.root, Scope("file", file), snapshot, desk.settings(enabled="on"), lambda file: read_text(desk.root / file))
        for attempt in (explaining.prompt(subject), explaining.submit(subject, Follower())):
            with pytest.raises(ExplainFailure) as failure:
                await attempt
            told.append(str(failure.value))
    await explaining.close()
    assert told == ["consent.excluded"] * 2 + ["explain.secret-file"] * 2
    assert desk.gemini.requests == []


def test_every_secret_was_really_planted() -> None:
    planted = "".join(FILES.values())
    assert [kind for kind, secret in SECRETS.items() if secret not in planted] == []
