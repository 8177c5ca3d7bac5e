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
    """Compare the accounts of one encounter; of a folder of encounters, also what moved from round to round."""
    from parley.pipeline import compare_folder, compare_process, is_process_folder
    from parley.serve.delivery import check_format, check_output, deliver, leave, terminal_options
    from parley.settings import Settings

    check_output(output)
    options = terminal_options(by, to_file=output is not None, marks=marks, possible=possible)
    settings, readers = Settings.from_environment(offline=offline), split_names(reader)
    if is_process_folder(folder):
        format_name = check_format(format_, output, kind="process report")
        process = compare_process(folder, readers=readers, settings=settings)
        deliver(process, format_name, options, output, kind="process report")
        leave(*(round_.result for round_ in process.rounds))
        return
    format_name = check_format(format_, output)
    result = compare_folder(folder, readers=readers, settings=settings)
    deliver(result, format_name, options, output)
    leave(result)
