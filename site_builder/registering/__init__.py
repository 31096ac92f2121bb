"""Registering what befell an item: into the files people write, every other byte left alone.

edits      one entry more, or one value, in the YAML of a file
desk       what the changed files would say and what the check would say to it
seek       an item by its id, its title's words, or a title that is nearly right
"""
