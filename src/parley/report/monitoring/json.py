"""A monitor report as JSON: every figure of the text, and every incident that is held, with its reasons."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from parley.report.monitoring.text import CAUTION
from parley.vocabulary import MonitorReport


def render_json(report: MonitorReport) -> str:
    """Return the report as one JSON object; days are ISO dates, and what has no bound is null."""
    content = {"caution": CAUTION, **show(report)}
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def show(value: Any) -> Any:
    """Return a noun of the vocabulary as what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: show(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 6) if isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): show(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [show(one) for one in value]
    return value
