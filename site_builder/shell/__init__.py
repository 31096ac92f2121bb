"""The theme's shell: one renderer of a page's text, and frames that the text is put into.

The theme renders each kind of place once (`site_builder.mkdocs_adapter`); here its parts are
slots, so that a page costs a few joins of strings. Nothing here knows MkDocs.
"""
