"""A workspace of three services, made from a seed, with the proportions of real ones: `python generated.py FOLDER FILES`.

12 % of the files, with 31 % of the bytes, speak of communication; every call in them leads to a route.
"""

import random
import sys
from pathlib import Path
from string import Template

SEED = 20_000
WORDS = (
    "order", "item", "stock", "price", "total", "batch", "route", "label", "owner", "tax", "unit", "shelf", "parcel", "weight", "cost",
    "draft", "event", "note", "badge", "score",
)  # fmt: skip

ROUTER = Template("""\
import httpx
from fastapi import APIRouter

router = APIRouter(prefix="/$area")


@router.get("/{item_id}")
async def read_$area(item_id: int):
    async with httpx.AsyncClient() as client:
        await client.post("http://127.0.0.1:8000/$area/changed/", json={"id": item_id})
    return {"id": item_id}


@router.post("/")
async def create_$area(body: dict):
    return body


""")
VIEWS = Template("""\
from django.http import JsonResponse


def changed(request):
    if request.method == "POST":
        return JsonResponse({"area": "$area"})


""")
CLIENT = Template("""\
import axios from "axios";

const base = "http://127.0.0.1:8001";

export const read = (id: number) => axios.get(`${base}/$area/${id}`);
export const create = (body: object) => fetch(`${base}/$area/`, { method: "POST", body: JSON.stringify(body) });

""")
FASTAPI = Template("""\
import uvicorn
from fastapi import FastAPI
$imports
app = FastAPI()
$includes
uvicorn.run(app, host="127.0.0.1", port=8001)
""")
URLS = Template("""\
from django.urls import path
$imports
urlpatterns = [
$paths]
""")
FIXED = {
    "accounts/manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n',
    "accounts/config/settings.py": 'ROOT_URLCONF = "config.urls"\n',
    "web/package.json": '{"name": "web", "dependencies": {"react": "19", "axios": "1"}}\n',
}
PYTHON = Template("""\
def ${one}_${two}_$number($one: list[int], $three: int = $limit) -> dict[str, int]:
    \"\"\"The $two of each $one, by name.\"\"\"
    found = {}
    for index, value in enumerate($one):
        if value % $factor == 0 and value > $three:
            found[f"$two-{index}"] = sum(part * $factor for part in range(value))
        else:
            found.setdefault("$three", max(value, $three))
    return found


""")
TYPESCRIPT = Template("""\
export interface $Type$number { $two: number; $three?: string[]; nested: { $one: Record<string, number> } }

export function $two$number(given: $Type$number[]): number {
  const found = given.filter((each) => each.$two > $limit).map((each) => ({ ...each, $three: each.$three ?? [] }));
  for (const each of found) {
    if (each.$three.length === $factor) return each.$two * $limit;
  }
  return found.reduce((sum, each) => sum + each.nested.$one["$two"], 0);
}

""")


def generate(folder: Path, file_count: int) -> int:
    """Writes a FastAPI, a Django and a React service of `file_count` files together; answers how many calls lead to routes."""
    rng = random.Random(SEED)  # noqa: S311 — nothing is kept secret with it
    files = dict(FIXED)
    areas = [f"area{number}" for number in range(file_count * 12 // 100 // 3)]
    for area in areas:
        files[f"orders/routers/{area}.py"] = ROUTER.substitute(area=area) + _functions(PYTHON, rng, 22)
        files[f"accounts/{area}/views.py"] = VIEWS.substitute(area=area) + _functions(PYTHON, rng, 22)
        files[f"web/src/api/{area}.ts"] = CLIENT.safe_substitute(area=area) + _functions(TYPESCRIPT, rng, 20)
    files["orders/main.py"] = FASTAPI.substitute(
        imports="".join(f"from routers import {area}\n" for area in areas),
        includes="".join(f"app.include_router({area}.router)\n" for area in areas),
    )
    files["accounts/config/urls.py"] = URLS.substitute(
        imports="".join(f"from {area} import views as {area}\n" for area in areas),
        paths="".join(f'    path("{area}/changed/", {area}.changed),\n' for area in areas),
    )
    for number in range(file_count - len(files)):
        name, form = (f"orders/domain/module{number}.py", PYTHON) if number % 2 else (f"web/src/domain/module{number}.ts", TYPESCRIPT)
        files[name] = _functions(form, rng, rng.randrange(2, 12))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 3 * len(areas)


def _functions(form: Template, rng: random.Random, count: int) -> str:
    written: list[str] = []
    for number in range(count):
        one, two, three = rng.sample(WORDS, 3)
        numbers = {"number": number, "limit": rng.randrange(99), "factor": rng.randrange(2, 9)}
        written.append(form.substitute(one=one, two=two, three=three, Type=one.title(), **numbers))
    return "".join(written)


if __name__ == "__main__":
    print(generate(Path(sys.argv[1]), int(sys.argv[2])), "calls lead to routes")
