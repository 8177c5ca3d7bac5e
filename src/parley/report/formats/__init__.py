"""One file or folder a format. A part has `NAME`, `SUFFIX`, `BINARY`, `DESCRIPTION` and
`render(result, options) -> str`, or `-> bytes` where `BINARY` is true.
"""
