"""Documents for paper and for spreadsheets: the same values in several forms.

paper         Paper: an official document as values (版头、主体、版记, GB/T 9704-2012 §7)
prose_blocks  an item's Markdown → the blocks of a paper
bulletin      an issue of a bulletin → Paper
words         what both forms share: words cleaned and measured, dates, 落款, the rows of 版记
titles        titles and the red name broken into lines between words
columns       how wide the columns of a printed table are, and how high it is
pictures      pictures checked and shrunk for print
docx          Paper → Word (word_marks, word_styles, word_blocks are its parts)
pdf           Paper → PDF, by Typst
fonts         which faces a PDF is set in
sheets        Sheet: a table for a spreadsheet
xlsx          sheets → Excel
"""
