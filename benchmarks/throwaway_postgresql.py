"""A PostgreSQL cluster of its own, from Debian's binaries, in a temporary folder: for tests and measurements.

Nothing of the machine's own server is touched. It listens on a socket in its folder alone, and goes when it is closed.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_DEBIAN = Path("/usr/lib/postgresql")
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
# Hundreds of small databases are made and thrown away: that is quicker in memory, where there is room for them.
_MEMORY, _ROOM_BYTES = Path("/dev/shm"), 4_000_000_000


def find_binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl, or None where PostgreSQL is not installed."""
    for program in sorted(_DEBIAN.glob("*/bin/initdb")):
        return program.parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class ThrowawayPostgresql:
    """A cluster that is started when made. `fast` leaves out what only matters when the machine loses power."""

    def __init__(self, binaries: Path, *, fast: bool = True) -> None:
        self._binaries = binaries
        self._user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        roomy = fast and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES
        self.folder = Path(tempfile.mkdtemp(prefix="parley-pg-", dir=_MEMORY if roomy else "/tmp"))
        self._data = self.folder / "data"
        if self._user:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        settings = ["listen_addresses=''", f"unix_socket_directories='{self.folder}'", *(_FAST if fast else ())]
        with (self._data / "postgresql.conf").open("a") as file:
            file.write("\n".join(settings) + "\n")
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, *, largest_file: int | None = None) -> None:
        """Start the server and wait until it answers; no file of it may grow beyond `largest_file` bytes."""
        limit = ("prlimit", f"--fsize={largest_file}") if largest_file else ()
        self._run("pg_ctl", "-D", self._data, "-l", self.folder / "log", "-w", "start", before=limit)

    def stop(self, how: str = "immediate") -> None:
        """Stop the server; `immediate` is a crash for everyone who is connected."""
        self._run("pg_ctl", "-D", self._data, "-m", how, "-w", "stop")

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Make a database and return its address."""
        self._run("createdb", "-h", self.folder, "-U", "postgres", "-T", template, name)
        return self.address(name)

    def address(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def close(self) -> None:
        """Stop the server and remove its folder."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object, before: Sequence[str] = ()) -> None:
        command: Sequence[str] = [*before, str(self._binaries / program), *map(str, arguments)]
        done = subprocess.run(
            command, check=False, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            stdin=subprocess.DEVNULL, **self._user,
        )  # fmt: skip
        if done.returncode:
            msg = f"{program} failed: {done.stdout}"
            raise RuntimeError(msg)
