"""Reply of a model → returned positions, each validated by itself: one that is malformed takes no other with it."""

import json
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from parley.vocabulary import Act, Issue

_MOST_POSITIONS = 200
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]


class UnusableReply(Exception):
    """The reply is no JSON object with a list of positions; its text says what is wrong with it."""


class ReturnedPosition(BaseModel):
    """A position as a model returns it. Nothing of it is believed before the checks."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    quote: _Text
    context: str | None = None
    holder: Annotated[tuple[_Text, ...], Field(min_length=1, max_length=12)]
    act: Act
    strength: Annotated[int, Field(ge=-8, le=9)]
    issue: Issue
    scope: tuple[_Text, ...] = ()
    quantity: Annotated[float | None, Field(allow_inf_nan=False)] = None
    days: Annotated[int | None, Field(ge=0, le=36500)] = None
    starts_on: date | None = None
    ends_on: date | None = None
    condition: str | None = None
    attributed_to: tuple[_Text, ...] = ()
    place: str | None = None
    confidence: Annotated[float | None, Field(ge=0, le=1)] = None


def parse_reply(reply: str) -> list[Any]:
    """Return the items of a reply, not validated yet; a fence or words around the JSON object are passed over.

    Raises:
        UnusableReply: there is no such object.

    """
    start = reply.find("{")
    if start < 0:
        raise UnusableReply("it has no JSON object")
    try:
        found, _ = json.JSONDecoder().raw_decode(reply, start)
    except (ValueError, RecursionError) as error:
        raise UnusableReply(f"its JSON is broken or cut short ({error})") from error
    items = found.get("positions")
    if not isinstance(items, list):
        raise UnusableReply("it has no list 'positions'")
    if len(items) > _MOST_POSITIONS:
        raise UnusableReply(f"it lists more than {_MOST_POSITIONS} positions for one passage")
    return items


def validate_item(item: Any) -> ReturnedPosition | str:
    """Return the position, or why the item is none."""
    try:
        return ReturnedPosition.model_validate(item)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "item"
        return f"its form is wrong: {where}: {first['msg']}"


def quote_of(item: Any) -> str:
    """Return the quote of an item that may be malformed, for showing why it was refused."""
    quote = item.get("quote") if isinstance(item, dict) else None
    return quote[:500] if isinstance(quote, str) else ""
