"""通报 and 封账: the published result of a period, its seal, and corrections of it.

facts        what the files say: Notice, Seal, Correction
entries      the entries of a period as lines that a digest can cover and a diff can name
differences  sealed against recomputed, entry by entry and unit by unit
events       what happened in a period: facts dated in it, who answered, who stands where
figures      every figure a notice's text may state, by name
bound        figures in a text, bound by name: stale ones, their refreshing, the text without marks
account      a period's events and figures with what they are compared with
annexes      the tables that go with a notice
"""
