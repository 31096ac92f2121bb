"""Telling each unit what it owes.

owing     what a unit owes on a day, in words
letters   the words as mails, and to whom they go
post      the mails to a server: the only user of SMTP
"""
