"""Reports of a process, one file a format: `NAME`, `SUFFIX`, `BINARY`, `DESCRIPTION` and `render(process, options)`."""
