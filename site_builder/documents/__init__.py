"""Documents for paper and for spreadsheets: the same values in several forms.

paper   Paper: an official document as values (版头、主体、版记, GB/T 9704-2012 §7)
sheets  Sheet: a table for a spreadsheet
words   what both forms share: titles broken into lines, sizes, dates, the rows of 版记
docx    Paper → Word (word_marks, word_styles, word_blocks are its parts)
pdf     Paper → PDF
xlsx    sheets → Excel
fonts   which faces the forms name, and where PDF takes them from
"""
