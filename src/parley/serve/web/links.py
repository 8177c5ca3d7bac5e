"""Addresses of pages. Ids come from file names and may hold anything: each is quoted whole."""

from urllib.parse import quote, urlencode

from starlette.convertors import StringConvertor, register_url_convertor


class IdConvertor(StringConvertor):
    """Reads an id in a path back as `quoted` wrote it."""

    def convert(self, value: str) -> str:
        """Return the id."""
        return value.replace("~2F", "/").replace("~7E", "~")


register_url_convertor("id", IdConvertor())


def quoted(name: str) -> str:
    """Return an id as one part of an address. A slash is written in our own way: "%2F" would part the path."""
    return quote(name.replace("~", "~7E").replace("/", "~2F"), safe="~")


def encounter_link(encounter: str) -> str:
    """Return the address of an encounter's page."""
    return f"/encounters/{quoted(encounter)}"


def source_link(encounter: str, source: str, **query: str | int) -> str:
    """Return the address of a source's page, with a query where one is given."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"{encounter_link(encounter)}/sources/{quoted(source)}{asked}"


def position_link(encounter: str, position: str) -> str:
    """Return the permanent address of a position."""
    return f"{encounter_link(encounter)}/positions/{quoted(position)}"


def item_link(item: str) -> str:
    """Return the address of an item's history."""
    return f"/items/{quoted(item)}"


def process_link(process: str) -> str:
    """Return the address of a process's page."""
    return f"/processes/{quoted(process)}"


def brief_link(encounter: str, format_name: str) -> str:
    """Return the address of an encounter's brief in one format."""
    return f"{encounter_link(encounter)}/brief/{quoted(format_name)}"


def is_own_path(path: str) -> bool:
    """Return whether a path to go back to lies on this server: "//host" and "\\\\host" do not."""
    return path.startswith("/") and path[1:2] not in ("/", "\\") and "\\" not in path and path.isprintable()
