"""What people bring who never type Git: forms → files in their places.

issue      a form's text as forges render it → its fields
forms      which forms there are; fields → a file, or what is wrong
endorsing  one endorsement into the header of an item
"""
