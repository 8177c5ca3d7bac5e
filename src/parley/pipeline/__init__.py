"""The wiring: the one place where stages meet, one short module a way through them.

| module | way |
|---|---|
| `reading` | a file or the documents of a folder → readings |
| `comparing` | an encounter folder → `Result` |
| `rounds` | the order of the encounters of a process; a folder of encounter folders → `Process` |
| `recording` | an encounter folder → the ledger; the ledger → results, as people left them |
| `watched` | a commitments file, a result or a ledger → the readings of a halt of fire to watch |
| `monitoring` | readings to watch × files of incidents → `MonitorReport` |
| `forecasts` | the facts of a conflict → base rates; base rates → a record of forecasts, in a log or a ledger |
| `outlooks` | the results of a process × ground × history → its outlook |

A module uses only those above it. Stages are imported where they are called, so that a command that needs none of
them starts at once. What one run over one folder needs can be imported from here.
"""

from parley.pipeline.comparing import compare_folder
from parley.pipeline.reading import READERS, explain_source, open_source, read_documents, read_file
from parley.pipeline.rounds import compare_process, find_encounters, is_process_folder

__all__ = [
    "READERS",
    "compare_folder",
    "compare_process",
    "explain_source",
    "find_encounters",
    "is_process_folder",
    "open_source",
    "read_documents",
    "read_file",
]
