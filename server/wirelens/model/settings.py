"""Every setting: one table, from which the extension's manifest and README's table are generated.

A layer of settings is a mapping of keys without their `wirelens.` prefix. The user's own layer goes over the workspace's, and that
over `[tool.wirelens]` in the workspace's `pyproject.toml`. What decides where code and keys go (`user_only`) counts in the user's
layer alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from wirelens.model.finding import Severity

GeminiService = Literal["gemini", "vertex"]
Consent = Literal["ask", "on", "off"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. Its description is the message `settings.<key>`.

    `schema` is its JSON Schema with the default, as VS Code's manifest takes it.
    """

    key: str
    schema: Mapping[str, Any]
    user_only: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting("language", {"type": "string", "enum": ["auto", "en", "ko"], "default": "auto"}),
    Setting("gemini.enabled", {"type": "string", "enum": ["ask", "on", "off"], "default": "ask"}, user_only=True),
    Setting("gemini.model", {"type": "string", "minLength": 1, "default": "gemini-3-flash-preview"}),
    Setting("gemini.baseUrl", {"type": "string", "pattern": "^(https?://.+)?$", "default": ""}, user_only=True),
    Setting("gemini.service", {"type": "string", "enum": ["gemini", "vertex"], "default": "gemini"}, user_only=True),
    Setting("gemini.project", {"type": "string", "pattern": "^[\\w:.-]*$", "default": ""}, user_only=True),
    Setting("gemini.location", {"type": "string", "pattern": "^[\\w-]+$", "default": "global"}, user_only=True),
    Setting("gemini.maxRequestsPerDay", {"type": "integer", "minimum": 0, "default": 500}, user_only=True),
    Setting("gemini.maxTokensPerDay", {"type": "integer", "minimum": 0, "default": 1_000_000}, user_only=True),
    Setting("gemini.maxRequestsPerWorkspace", {"type": "integer", "minimum": 0, "default": 0}, user_only=True),
    Setting("gemini.maxTokensPerWorkspace", {"type": "integer", "minimum": 0, "default": 0}, user_only=True),
    Setting("services", {"type": "object", "additionalProperties": {"type": "string"}, "default": {}}),
    Setting("exclude", {"type": "array", "items": {"type": "string"}, "default": []}),
    Setting(
        "checks",
        {
            "type": "object",
            "additionalProperties": {"type": "string", "enum": ["error", "warning", "information", "hint", "off"]},
            "default": {},
        },
    ),
    Setting("commit.language", {"type": "string", "enum": ["auto", "en", "ko"], "default": "auto"}),
    Setting("server.path", {"type": "string", "default": "wirelens"}, user_only=True),
)


@dataclass(frozen=True, slots=True)
class GeminiSettings:
    """How Gemini is asked.

    Project and location are those of Google Cloud, for Vertex AI; without a project, it is asked with a key.
    The limits are those of one day (UTC), of all workspaces and of each. Tokens are those of prompts, thoughts and answers.
    0 means no limit.
    """

    enabled: Consent = "ask"
    model: str = "gemini-3-flash-preview"
    base_url: str = ""
    service: GeminiService = "gemini"
    project: str = ""
    location: str = "global"
    max_requests_per_day: int = 500
    max_tokens_per_day: int = 1_000_000
    max_requests_per_workspace: int = 0
    max_tokens_per_workspace: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. `services` maps a base URL to the folder that answers there; `exclude` holds patterns as in `.gitignore`.

    `commit_language` is that of drafted commit messages; `auto`: of the last commits.
    """

    language: Literal["auto", "en", "ko"] = "auto"
    gemini: GeminiSettings = field(default_factory=GeminiSettings)
    services: Mapping[str, str] = field(default_factory=dict[str, str])
    exclude: tuple[str, ...] = ()
    checks: Mapping[str, Severity | Literal["off"]] = field(default_factory=dict[str, Severity | Literal["off"]])
    commit_language: Literal["auto", "en", "ko"] = "auto"
