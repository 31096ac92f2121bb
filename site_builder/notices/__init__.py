"""通报: drafted from a period's account, kept fresh, printed.

writing      words and bound figures as Markdown, with comparisons
sections     the sections of a draft, each from the facts; nothing where there is nothing to say
drafting     a new notice as text, by the office's template
computing    accounts as of a notice's own day; stale figures of notices not yet sealed
printing     a notice as a document (docx, PDF), as sheets, as CSV and JSON
"""
