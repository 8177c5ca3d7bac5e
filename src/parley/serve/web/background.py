"""Readings in the background: each in a process of its own, so that a long one holds up no page and can be stopped.

What a reading has come to stands in a note beside its draft; a workbench that was stopped finds it there again.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from parley.serve.web.drafts import Draft, Drafts, write_whole

_NOTE = "reading.json"
_AT_ONCE = 2
_GRACE_SECONDS = 10


class State(StrEnum):
    """How far a reading has come."""

    WAITING = "waiting"
    READING = "reading"
    STORED = "stored"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


RUNNING = frozenset({State.WAITING, State.READING})


@dataclass(frozen=True, slots=True)
class Progress:
    """A reading: `done` of `total` sources are read, `source` is under way; `message` says what went wrong."""

    draft: str
    state: State
    done: int = 0
    total: int = 0
    source: str = ""
    message: str = ""
    remedy: str = ""
    encounter: str = ""
    by: str = ""

    @property
    def is_running(self) -> bool:
        """Return whether it may still be stopped."""
        return self.state in RUNNING


class Readings:
    """Starts, watches and stops the readings of drafts, two at a time."""

    def __init__(self, drafts: Drafts, ledger: str) -> None:
        self.drafts = drafts
        self.ledger = ledger
        self._slots = threading.Semaphore(_AT_ONCE)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._cancelled: set[str] = set()
        self._mine: set[str] = set()
        self._lock = threading.Lock()

    def start(self, draft: Draft, *, by: str, process: str) -> None:
        """Begin to read a draft into the ledger; one that is under way goes on."""
        with self._lock:
            if draft.id in self._mine:
                return
            self._mine.add(draft.id)
            self._cancelled.discard(draft.id)
        note(draft, state=State.WAITING, total=len(draft.sources), by=by)
        threading.Thread(target=self._watch, args=(draft, by, process), daemon=True).start()

    def progress(self, draft: Draft) -> Progress | None:
        """Return how far a draft's reading has come; None where it was not begun."""
        told = read_note(draft)
        if told is None:
            return None
        state = State(told["state"])
        with self._lock:
            is_mine = draft.id in self._mine
        if state in RUNNING and not is_mine and not _is_alive(told.get("pid")):
            state = State.INTERRUPTED
        known = {name: told[name] for name in Progress.__dataclass_fields__ if name in told}
        return Progress(**{**known, "draft": draft.id, "state": state})

    def cancel(self, draft: Draft) -> None:
        """Stop a reading; the ledger is as if it had not begun."""
        with self._lock:
            self._cancelled.add(draft.id)
            child = self._running.get(draft.id)
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(_GRACE_SECONDS)
        told = read_note(draft)
        if told is not None and State(told["state"]) in RUNNING:
            note(draft, state=State.CANCELLED)

    def close(self) -> None:
        """Stop what is under way; it can be begun again."""
        with self._lock:
            children = list(self._running.values())
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()

    def _watch(self, draft: Draft, by: str, process: str) -> None:
        with self._slots:
            try:
                with self._lock:
                    if draft.id in self._cancelled:
                        return
                    child = subprocess.Popen(
                        [sys.executable, "-m", "parley.serve.web.reading", str(draft.folder), by, process],
                        stdin=subprocess.PIPE,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                    )
                    self._running[draft.id] = child
                # The ledger's address may hold a password: it goes through a pipe, not where others see arguments.
                with contextlib.suppress(BrokenPipeError):
                    child.communicate(self.ledger.encode())
                self._settle(draft, child.returncode)
            finally:
                with self._lock:
                    self._running.pop(draft.id, None)
                    self._mine.discard(draft.id)

    def _settle(self, draft: Draft, code: int) -> None:
        told = read_note(draft)
        if told is not None and told["state"] == State.STORED:
            shutil.rmtree(draft.folder, ignore_errors=True)
        if told is None or State(told["state"]) not in RUNNING:
            return
        with self._lock:
            cancelled = draft.id in self._cancelled
        if cancelled or code == -signal.SIGTERM:
            note(draft, state=State.CANCELLED)
        else:
            note(draft, state=State.FAILED, message=f"the reading ended unexpectedly ({code})")


def note(draft: Draft, **told: Any) -> None:
    """Write down how far a reading has come, beside what was noted before."""
    before = read_note(draft) or {}
    if draft.folder.parent.is_dir():
        write_whole(draft.folder.parent / _NOTE, {**before, **told})


def read_note(draft: Draft) -> dict[str, Any] | None:
    """Return what was noted of a reading."""
    path: Path = draft.folder.parent / _NOTE
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _is_alive(pid: object) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
