"""One file a data format. A part has `NAME`, `DESCRIPTION`, `NEEDS_MAPPING`, `recognises(file)` and `read(file)`.

`read` streams: for each row it yields its number (the header is row 1) with the Incident that it is, or a Rejected.
Nothing is dropped silently.
"""
