"""How fast the built-in reader reads, whether time or memory grows with the text, and what starting costs.

    python benchmarks/reading.py [SENTENCES] [--long SENTENCES] [--compare FOLDER]

Texts are made of the example sentences of each language's own data, in paragraphs of five; nearly each carries a
position, so a newspaper is read faster. Times are of the processor, the least of five, so that what else the machine
does counts little; beside each stands its ratio to a bound in the same run: splitting the same text into words with one
regular expression, which no reader can do without.

Prints for each language: sentences a second after start; that ratio; the time a sentence of a text ten times as long,
as a ratio; the time to load the language, as it is and as a ratio to parsing its files alone. Then, of one long text:
time a sentence in each tenth of it, and the memory after each. With `--compare`, whole processes: `parley --help` and
`parley compare FOLDER`, beside a Python that starts and stops.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date
from importlib import resources

from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.reader import GrammarReader
from parley.attribute.readers.grammar.tokens import TOKEN
from parley.registry import language_names
from parley.vocabulary import Document, Encounter, Source, SourceKind, Span, Voice, Zone

DAY = date(2019, 5, 14)
REPEATS = 5


def sentences_of(code: str) -> list[str]:
    """Return the example sentences of a language's own data."""
    path = resources.files("parley.attribute.languages") / code / "examples.toml"
    return [example["text"] for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]]


def make_document(code: str, sentences: list[str], number: int) -> Document:
    """Return a document of `number` sentences in paragraphs of five."""
    lines = [sentences[at % len(sentences)] for at in range(number)]
    paragraphs = ["".join(f"{line} " for line in lines[at : at + 5]).strip() for at in range(0, number, 5)]
    text = "\n\n".join(paragraphs)
    zones, at = [], 0
    for paragraph in paragraphs:
        zones.append(Zone(Span(at, at + len(paragraph)), Voice.OFFICIAL))
        at += len(paragraph) + 2
    source = Source("generated", "generated.txt", "Ministry", SourceKind.READOUT, DAY, ("AA",), code)
    return Document(source, text, "", code, tuple(zones))


def encounter_of(document: Document) -> Encounter:
    """Return an encounter of two parties with this one source."""
    return Encounter("generated", "Generated", (DAY, DAY), "call", ("AA", "BB"), (document.source,))


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the least processor time of a few runs."""
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def memory() -> float:
    """Return the memory that the process holds now, in MiB."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - not a file of ours
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def parse_files(code: str) -> None:
    """Parse a language's files and do nothing with them."""
    for path in (resources.files("parley.attribute.languages") / code).iterdir():
        if path.name.endswith(".toml") and path.name not in {"examples.toml", "wordings.toml"}:
            tomllib.loads(path.read_text(encoding="utf-8"))


def print_languages(reader: GrammarReader, number: int) -> None:
    """Print a row for each language."""
    print(f"{'':4}{'sentences/s':>12}{'× splitting':>13}{'10× longer':>12}{'load ms':>9}{'× parsing':>11}")
    loads = 0.0
    for code in language_names():
        load = seconds(lambda: load_language.__wrapped__(code))  # noqa: B023 - called at once
        parse = seconds(lambda: parse_files(code))  # noqa: B023 - called at once
        loads += load
        document = make_document(code, sentences_of(code), number)
        longer = make_document(code, sentences_of(code), number * 10)
        reader.read(document, encounter_of(document))
        taken = seconds(lambda: reader.read(document, encounter_of(document)))  # noqa: B023 - called at once
        bound = seconds(lambda: TOKEN.findall(document.text))  # noqa: B023 - called at once
        longest = seconds(lambda: reader.read(longer, encounter_of(longer)), 1)  # noqa: B023 - called at once
        rates = f"{number / taken:12.0f}{taken / bound:13.1f}{longest / taken / 10:12.2f}"
        print(f"{code:4}{rates}{load * 1000:9.0f}{load / parse:11.2f}", flush=True)
    print(f"all languages load in {loads * 1000:.0f} ms")


def print_long(reader: GrammarReader, number: int) -> None:
    """Print how time and memory go over a long run of texts of a tenth of it, and one text of the whole."""
    sentences = sentences_of("en")
    tenth = make_document("en", sentences, number // 10)
    print(f"\n{number} sentences, ten texts of a tenth each: µs a sentence, MiB held")
    for _ in range(10):
        taken = seconds(lambda: reader.read(tenth, encounter_of(tenth)), 1)
        print(f"{taken / (number // 10) * 1e6:8.0f}{memory():8.0f}", flush=True)
    whole = make_document("en", sentences, number)
    taken = seconds(lambda: reader.read(whole, encounter_of(whole)), 1)
    print(f"one text of them all: {taken / number * 1e6:.0f} µs a sentence")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def print_processes(folder: str) -> None:
    """Print the processor time of whole processes, and its ratio to a Python that only starts."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "parley --help": [sys.executable, "-m", "parley", "--help"],
        "parley compare": [sys.executable, "-m", "parley", "compare", folder],
    }
    print(f"\n{'':16}{'seconds':>9}{'× start':>9}")
    least = 0.0
    for name, command in commands.items():
        taken = []
        for _ in range(REPEATS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        least = least or min(taken)
        print(f"{name:16}{min(taken):9.2f}{min(taken) / least:9.0f}", flush=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", nargs="?", type=int, default=500)
    parser.add_argument("--long", type=int, default=0, metavar="SENTENCES")
    parser.add_argument("--compare", default="", metavar="FOLDER")
    options = parser.parse_args()
    reader = GrammarReader()
    print_languages(reader, options.sentences)
    if options.long:
        print_long(reader, options.long)
    if options.compare:
        print_processes(options.compare)


if __name__ == "__main__":
    main()
