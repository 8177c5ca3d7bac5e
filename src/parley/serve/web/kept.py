"""What was made once and is shown again until the ledger changes: the least recently used goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Kept:
    """A bounded table, safe for several threads. A key holds the number of the last event: old entries fall out."""

    def __init__(self, most: int = 64) -> None:
        self.most = most
        self._table: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """Return what is kept under a key, or None."""
        with self._lock:
            if key in self._table:
                self._table.move_to_end(key)
            return self._table.get(key)

    def get_or_make(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, made once, whoever asks for it at the same time."""
        found = self.get(key)
        if found is not None:
            return found
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                found = self.get(key)
                if found is None:
                    found = make()
                    self.put(key, found)
                return found
        finally:
            with self._lock:
                self._making.pop(key, None)

    def put(self, key: Hashable, value: Any) -> None:
        """Keep a value, and let go of the one that was not asked for longest."""
        with self._lock:
            self._table[key] = value
            self._table.move_to_end(key)
            while len(self._table) > self.most:
                self._table.popitem(last=False)
