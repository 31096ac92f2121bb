"""The pure heart of Chunshui: facts and rulebooks in, findings, ledger and standings out.

Nothing here reads a file, a clock or a repository; see `site_builder` for the edges.
"""
