"""The workbench: the same ledger as the command line, read, compared and reviewed in a browser.

`application` puts it together, `desk` is the one seam to the ledger, `pages` answer requests, `views` say what a page
shows, `catalogue` has every word of the interface, one file a language. Nothing here leaves the machine.
"""
