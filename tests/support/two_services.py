"""A system of two services with one fault of each kind, and everyday text: Korean, emoji."""

from collections.abc import Mapping

TWO_SERVICES: Mapping[str, str] = {
    "api/main.py": """import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.post("/orders")
async def create_order():
    return {}


@app.get("/orders/{order_id}")
async def read_order(order_id: int):
    return {}


if __name__ == "__main__":
    uvicorn.run(app, port=9000)
""",
    "shop/client.py": """import httpx

API = "http://localhost:9000"


def send_order():
    httpx.post(f"{API}/orders")


def watch_order(order_id: int):
    print("🚚 배송 조회"); httpx.get(f"{API}/orders/{order_id}")


def list_orders():
    httpx.get(f"{API}/orders")


def pay_order():
    httpx.post(f"{API}/order")
""",
}

CREATE_ORDER, READ_ORDER = 7, 12
"""The 0-based lines of the handlers' names in `api/main.py`, each in column 10."""
SEND_ORDER, WATCH_ORDER, LIST_ORDERS, PAY_ORDER = 6, 10, 14, 18
"""The 0-based lines of the calls in `shop/client.py`; the third uses a wrong method, the last leads nowhere."""
