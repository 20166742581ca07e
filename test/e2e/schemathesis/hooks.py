"""What OpenAPI 3.1 has no words for: lines of JSON, headers that go together, keys and orders that are used once."""

import json
import uuid
from datetime import datetime, timezone

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation

LINES = "application/x-ndjson"
BINARY_MODE = ("application/json", "text/plain")
ATTRIBUTES = ("ce-specversion", "ce-id", "ce-source", "ce-type")

# The timestamp of a record: from 1970 to an hour ahead.
schemathesis.openapi.format(
    "date-time",
    st.datetimes(datetime(1970, 1, 2), datetime(2026, 1, 1), timezones=st.just(timezone.utc)).map(
        lambda time: time.isoformat().replace("+00:00", "Z")
    ),
)


@schemathesis.serializer(LINES)
def write_lines(ctx, value):
    items = value if isinstance(value, list) else [value]
    return "".join(json.dumps(item) + "\n" for item in items).encode()


@schemathesis.deserializer(LINES)
def read_lines(ctx, response):
    return [json.loads(line) for line in response.content.splitlines()]


@schemathesis.hook
def before_call(ctx, case, kwargs):
    headers = case.headers or {}
    is_event = case.media_type in BINARY_MODE and not isinstance(case.body, list)
    if not is_event or (case.meta.generation.mode.is_positive and not all(name in headers for name in ATTRIBUTES)):
        for name in ATTRIBUTES:
            headers.pop(name, None)
    if "Idempotency-Key" in headers and not case.meta.is_negative_at(ParameterLocation.HEADER):
        headers["Idempotency-Key"] = str(uuid.uuid4())
    if case.path == "/orders":
        place_anew(case.body)


def place_anew(order):
    """An order that was placed does not change: each is another."""
    try:
        uuid.UUID(order["orderId"])
        order["orderId"] = str(uuid.uuid4())
    except (AttributeError, KeyError, TypeError, ValueError):
        pass


@schemathesis.check
def each_item_is_judged_by_the_document(ctx, response, case):
    """Where all items are valid each has status 201; of items that are not all valid, one at least has another."""
    # What is no text becomes one on its way as text/plain.
    if case.meta is None or case.method != "POST" or case.media_type == "text/plain":
        return
    if response.status_code not in (200, 201, 207):
        return
    body = read_lines(None, response) if response.status_code == 200 else response.json()
    items = body if isinstance(body, list) else body.get("results", [body])
    refused = [item for item in items if item.get("status", 201) != 201]
    if case.meta.generation.mode.is_positive:
        assert not refused, f"Valid data was refused: {refused[0]}"
    elif not case.meta.is_negative_at(ParameterLocation.HEADER):
        assert refused or not items, "Data that is not valid was published"
