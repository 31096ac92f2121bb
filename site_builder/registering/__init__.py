"""Registering what befell an item: into the files people write, every other byte left alone.

edits      one entry more, or one value, in the YAML of a file
pad        the facts that are registered, written into texts
desk       what the changed files would say and what the check would say to it
seek       an item by its id, its title's words, or a title that is nearly right
register   an office's 采用登记表 → its lines
judging    its lines → what is registered, what is doubtful, what is missing, and why
answering  the report that the office fills in, and its answers
assigning  assignments, their answers, extensions and clearances
compiling  an issue of the office's own bulletin with the adoptions in it
"""
