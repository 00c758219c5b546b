"""Writes what follows from the tables of settings and commands: parts of the extension's manifest and README's tables.

`python scripts/generate_settings.py` writes, `--check` says what is out of date and exits with 1.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from wirelens.messages import render
from wirelens.model.commands import PALETTE_COMMANDS, SERVER_COMMANDS, SOURCE_LANGUAGES, PaletteCommand
from wirelens.model.message import Language, message
from wirelens.model.settings import SETTINGS, Setting

ROOT = Path(__file__).parent.parent


def manifest(text: str) -> str:
    """`package.json` with its settings, commands and restricted settings; all else stays as it is written."""
    text = replaced(text, "properties", {f"wirelens.{setting.key}": property_of(setting, order) for order, setting in enumerate(SETTINGS)})
    text = replaced(text, "restrictedConfigurations", [f"wirelens.{setting.key}" for setting in SETTINGS if setting.user_only])
    text = replaced(text, "commands", [palette_entry(command) for command in PALETTE_COMMANDS])
    source_file = f"resourceScheme == file && editorLangId =~ /^({'|'.join(SOURCE_LANGUAGES)})$/"
    return replaced(
        text,
        "commandPalette",
        [{"command": command.name, "when": source_file} for command in PALETTE_COMMANDS if command.on_source_file],
    )


def property_of(setting: Setting, order: int) -> dict[str, object]:
    """A setting as `contributes.configuration` takes it."""
    contributed: dict[str, object] = {
        **setting.schema,
        "scope": "machine" if setting.user_only else "resource",
        "order": order,
        "markdownDescription": f"%settings.{setting.key}%",
    }
    if "pattern" in setting.schema:
        contributed["patternErrorMessage"] = f"%settings.{setting.key}.pattern%"
    return contributed


def palette_entry(command: PaletteCommand) -> dict[str, str]:
    """A command as `contributes.commands` takes it."""
    icon = {} if command.icon is None else {"icon": f"$({command.icon})"}
    return {"command": command.name, "title": f"%{key_of(command.name)}%", "category": "Wirelens", **icon}


def translations(language: Language) -> Callable[[str], str]:
    """`package.nls.json` in a language, with the texts that the manifest names."""

    def written(text: str) -> str:
        own = {key: value for key, value in json.loads(text).items() if not key.startswith(("settings.", "commands."))}
        keys = [f"settings.{setting.key}" for setting in SETTINGS]
        keys += [f"settings.{setting.key}.pattern" for setting in SETTINGS if "pattern" in setting.schema]
        keys += [key_of(command.name) for command in PALETTE_COMMANDS]
        own |= {key: render(message(key), language) for key in keys}
        return json.dumps(own, ensure_ascii=False, indent=2) + "\n"

    return written


def readme(text: str) -> str:
    """README with its tables between `<!-- settings -->` and `<!-- /settings -->`, and the same for commands."""
    settings = ["| setting | default | |", "| --- | --- | --- |"]
    for setting in SETTINGS:
        where = " Counts in your own settings only." if setting.user_only else ""
        default = json.dumps(setting.schema["default"], ensure_ascii=False)
        settings.append(f"| `wirelens.{setting.key}` | `{default}` | {render(message(f'settings.{setting.key}'), 'en')}{where} |")
    commands = ["| command | arguments | |", "| --- | --- | --- |"]
    for command in SERVER_COMMANDS:
        arguments = ", ".join(f"`{argument}`" for argument in command.arguments)
        commands.append(f"| `{command.name}` | {arguments} | {render(message(key_of(command.name)), 'en')} |")
    palette = ", ".join(f"*{render(message(key_of(command.name)), 'en')}*" for command in PALETTE_COMMANDS)
    commands += ["", f"In VS Code's palette, under *Wirelens*: {palette}."]
    return between(between(text, "settings", settings), "commands", commands)


def key_of(command: str) -> str:
    """The key of a command's message."""
    return f"commands.{command.removeprefix('wirelens.')}"


def between(text: str, name: str, lines: list[str]) -> str:
    """The text with other lines between the markers of that name.

    Raises:
        ValueError: the markers are not there.
    """
    marked = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    if not marked.search(text):
        raise ValueError(f"no markers for {name}")
    return marked.sub(lambda _: "\n".join([*lines, ""]), text)


def replaced(text: str, key: str, value: Mapping[str, object] | Sequence[object]) -> str:
    """JSON text with another value for the one key of that name; the text around it keeps its form.

    Raises:
        ValueError: the key is not there exactly once.
    """
    places = [found.end() for found in re.finditer(rf'^ *"{key}": ', text, re.MULTILINE)]
    if len(places) != 1:
        raise ValueError(f"{len(places)} places for {key}")
    end = json.JSONDecoder().raw_decode(text, places[0])[1]
    line = text[text.rfind("\n", 0, places[0]) + 1 : places[0]]
    return text[: places[0]] + outlined(value, len(line) - len(line.lstrip())) + text[end:]


def outlined(value: Mapping[str, object] | Sequence[object], indent: int) -> str:
    """JSON with a line for each member of the outermost list or object."""
    if isinstance(value, Mapping):
        opening, closing = "{}"
        lines = [f"{json.dumps(key)}: {flat(item)}" for key, item in value.items()]
    else:
        opening, closing = "[]"
        lines = [flat(item) for item in value]
    inner = "\n" + " " * (indent + 2)
    return f"{opening}{','.join(inner + line for line in lines)}\n{' ' * indent}{closing}"


def flat(value: object) -> str:
    """JSON on one line, with spaces inside braces."""
    if isinstance(value, dict) and value:
        members = cast("dict[str, object]", value).items()
        return "{ " + ", ".join(f"{json.dumps(key)}: {flat(item)}" for key, item in members) + " }"
    return json.dumps(value, ensure_ascii=False)


GENERATED: Mapping[Path, Callable[[str], str]] = {
    ROOT / "vscode-extension" / "package.json": manifest,
    ROOT / "vscode-extension" / "package.nls.json": translations("en"),
    ROOT / "vscode-extension" / "package.nls.ko.json": translations("ko"),
    ROOT / "README.md": readme,
}


def out_of_date() -> dict[Path, str]:
    """The files that differ from what the tables say, with the text that they should have."""
    written = {path: generate(path.read_text(encoding="utf-8")) for path, generate in GENERATED.items()}
    return {path: text for path, text in written.items() if text != path.read_text(encoding="utf-8")}


def main() -> int:
    """Writes or checks; answers the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is out of date")
    check = parser.parse_args().check
    stale = out_of_date()
    for path, text in stale.items():
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_text(text, encoding="utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
