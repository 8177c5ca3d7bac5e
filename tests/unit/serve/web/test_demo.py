"""The demo: every shipped example, each in the process that its encounter file says."""

from parley.serve.web.demo import example_names, process_of


def test_examples_that_follow_one_another_are_one_process_and_others_are_their_own() -> None:
    names = example_names()
    assert "2025-03-18-call" in names
    assert {process_of(name) for name in names} <= set(names)
    assert process_of("2025-03-18-call") == process_of("2025-08-15-meeting") == "2025-02-12-call"
