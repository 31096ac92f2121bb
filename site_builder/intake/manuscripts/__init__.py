"""Manuscripts as people send them (.docx, .txt, .md) → items with a proposed header.

Each format is read into one neutral `Manuscript`; nothing in a file is trusted.
"""
