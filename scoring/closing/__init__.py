"""通报 and 封账: the published result of a period, its seal, and corrections of it.

facts        what the files say: Notice, Seal, Correction
entries      the entries of a period as lines that a digest can cover and a diff can name
differences  sealed against recomputed, entry by entry and unit by unit
figures      every figure a notice's text may state, by name
"""
