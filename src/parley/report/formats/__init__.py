"""One file a format. A part has `NAME`, `SUFFIX` and `render(result, options) -> str | bytes`."""
