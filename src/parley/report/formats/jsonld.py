"""The positions as W3C Web Annotations, each with a TextPosition and a TextQuote selector.

Source: Web Annotation Data Model, W3C Recommendation, 23 February 2017.
"""

import uuid
from typing import Any

from parley.report.formats.json import dump
from parley.report.opening import tell_losses
from parley.report.options import Options
from parley.report.wording import ACT_DONE, ISSUE_TITLES, and_list
from parley.vocabulary import Document, Position, Result

NAME = "jsonld"
SUFFIX = ".jsonld"
BINARY = False
DESCRIPTION = "W3C Web Annotations, for annotation tools"

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"parley": "urn:parley:"}]
_NAMESPACE = uuid.UUID("6f0d9a0e-5f2b-5b7e-9a57-6b0b6c8e1d01")
_AROUND = 32


def render(result: Result, options: Options) -> str:
    """Return one annotation collection over all sources."""
    del options
    annotations = [_annotation(result.document(p.source), p, result.version) for p in result.positions]
    collection: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": _name("collection", result.encounter.id, *(document.sha256 for document in result.documents)),
        "type": "AnnotationCollection",
        "label": result.encounter.title,
        "parley:version": result.version,
        "parley:readers": list(result.readers),
        "parley:read": [document.id for document in result.documents],
        "parley:notRead": list(tell_losses(result)),
        "total": len(annotations),
        "first": {
            "id": _name("page", result.encounter.id, *(document.sha256 for document in result.documents)),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": annotations,
        },
    }
    return dump(collection) + "\n"


def _name(*parts: str) -> str:
    """Return an identifier that is the same whenever the parts are."""
    return uuid.uuid5(_NAMESPACE, "\n".join(parts)).urn


def _annotation(document: Document, position: Position, version: str) -> dict[str, Any]:
    text, span = document.text, position.span
    told = f"{and_list(position.holder or ('nobody named',))} {ACT_DONE[position.act]}: {ISSUE_TITLES[position.issue]}"
    return {
        "id": _name(document.sha256, position.id),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": f"Parley {version}, {', '.join(position.readers)}"},
        "body": [
            {"type": "TextualBody", "value": told, "format": "text/plain", "language": "en", "purpose": "describing"},
            *(
                {"type": "TextualBody", "value": tag, "purpose": "tagging"}
                for tag in (position.issue.value, position.act.value, position.standing.value)
            ),
        ],
        "target": {
            "source": document.source.url or f"urn:sha256:{document.sha256}",
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": position.quote,
                    "prefix": text[max(0, span.start - _AROUND) : span.start],
                    "suffix": text[span.end : span.end + _AROUND],
                },
            ],
        },
    }
