"""How fast the built-in reader reads, and whether time per sentence grows with the length of a document.

    python benchmarks/reading.py [SENTENCES]

Prints, for each language: sentences per second on one core after start; the time as a ratio to splitting the same text
into words (a bound: no reader can be quicker than looking at every word once); the time per sentence of a document ten
times as long, as a ratio; the time to load the language; and the peak memory so far.
"""

import resource
import sys
import time
import tomllib
from datetime import date
from importlib import resources

from parley.attribute.readers.grammar.reader import GrammarReader
from parley.attribute.readers.grammar.tokens import tokenize
from parley.registry import language_names
from parley.vocabulary import Document, Encounter, Source, SourceKind, Span, Voice, Zone

DAY = date(2019, 5, 14)


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


def seconds(document: Document, encounter: Encounter, reader: GrammarReader) -> float:
    """Return how long one reading takes."""
    begun = time.perf_counter()
    reader.read(document, encounter)
    return time.perf_counter() - begun


def main() -> None:
    """Run the benchmark."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    reader = GrammarReader()
    print(f"{'':4}{'sentences/s':>12}{'× tokenising':>14}{'10× longer':>12}{'load ms':>9}{'peak MB':>9}")
    for code in language_names():
        begun = time.perf_counter()
        document = make_document(code, sentences_of(code), number)
        encounter = Encounter("generated", "Generated", (DAY, DAY), "call", ("AA", "BB"), (document.source,))
        seconds(make_document(code, sentences_of(code), 5), encounter, reader)
        loaded = time.perf_counter() - begun
        taken = seconds(document, encounter, reader)
        begun = time.perf_counter()
        tokenize(document.text)
        bound = time.perf_counter() - begun
        longer = seconds(make_document(code, sentences_of(code), number * 10), encounter, reader)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rates = f"{number / taken:12.0f}{taken / bound:14.1f}{longer / taken / 10:12.2f}"
        print(f"{code:4}{rates}{loaded * 1000:9.0f}{peak:9.0f}")


if __name__ == "__main__":
    main()
