"""`parley compare`: what was said, by whose account, where the accounts part, what is missing, what comes next."""

from parley.serve.choices import By, Folder, Format, Marks, Offline, Output, Possible, Readers, split_names


def run(
    folder: Folder,
    *,
    format_: Format = "",
    output: Output = None,
    by: By = "party",
    reader: Readers = ["grammar"],  # noqa: B006 - typer reads it and never changes it
    offline: Offline = False,
    marks: Marks = False,
    possible: Possible = False,
) -> None:
    """Compare the accounts of one encounter."""
    from parley.pipeline import compare_folder
    from parley.serve.delivery import check_format, check_output, deliver, leave, terminal_options
    from parley.settings import Settings

    check_output(output)
    format_name = check_format(format_, output)
    options = terminal_options(by, to_file=output is not None, marks=marks, possible=possible)
    result = compare_folder(folder, readers=split_names(reader), settings=Settings.from_environment(offline=offline))
    deliver(result, format_name, options, output)
    leave(result)
