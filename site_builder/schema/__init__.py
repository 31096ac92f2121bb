"""The fields of every kind of file, declared once: read, described and checked from here.

Every kind has a reader `read_x(document, report)`; faults and references go into the report.
"""
