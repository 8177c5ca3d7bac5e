"""Progress → a bar on the terminal, or whoever the settings name."""

import sys

from parley.settings import Progress, Settings

_WIDTH = 24


def report_progress(progress: Progress, settings: Settings) -> None:
    """Tell how far the reader is: to the settings' own listener, else to standard error where that is a terminal."""
    if settings.progress is not None:
        settings.progress(progress)
    elif sys.stderr.isatty():
        end = "\n" if progress.done == progress.windows else ""
        print(f"\r{draw_bar(progress)}", end=end, file=sys.stderr, flush=True)


def draw_bar(progress: Progress) -> str:
    """Return the bar with the windows done and the tokens paid for."""
    full = _WIDTH * progress.done // max(1, progress.windows)
    bar = "█" * full + "░" * (_WIDTH - full)
    return (
        f"{progress.source} {bar} {progress.done}/{progress.windows} windows, "
        f"{progress.cached} from the cache, {progress.tokens} tokens"
    )
