"""Replies kept on disk by what was asked, so that nothing is asked or paid for twice."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, NamedTuple


class Kept(NamedTuple):
    """A usable reply and the tokens that it cost when it was asked for."""

    reply: str
    tokens: int


class ReplyCache:
    """A folder with one file for each question. A file that cannot be read counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "model"

    @staticmethod
    def key(**asked: Any) -> str:
        """Return the key of a question: a hash of all that was asked, of whom and by which prompt."""
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def get(self, key: str) -> Kept | None:
        """Return the reply kept under a key, or None."""
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))
            return Kept(str(kept["reply"]), int(kept["tokens"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, kept: Kept) -> None:
        """Keep a reply; the file is whole or absent, and its owner's only. A full disk costs the reply only."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        except OSError:
            return
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept._asdict(), file)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
