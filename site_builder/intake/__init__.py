"""What people bring who never type Git: forms → files in their places.

issue         a form's text as forges render it → its fields
forms         which forms there are; fields → a file, or what is wrong
spreadsheets  a table as offices keep it (.xlsx, .csv) → its rows as text
"""
