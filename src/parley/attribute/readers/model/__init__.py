"""The reader that asks a language model, at any endpoint that speaks the chat-completions protocol.

Its stages are its modules: windows (cut), prompt (ask for what), endpoint and cache (ask), replies (parse), evidence
and checks (refuse what the source does not say), reader. docs/model-reader.md tells how to use it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parley.attribute.readers.model.reader import ModelReader
    from parley.settings import Settings


def make_reader(settings: "Settings") -> "ModelReader":
    """Return the reader for the endpoint that the settings name.

    Raises:
        SettingsError: no model is named, or the address is none that may be asked.

    """
    from parley.attribute.readers.model.reader import ModelReader

    return ModelReader(settings)
