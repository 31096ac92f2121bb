"""预警: what the office is warned of by rule, and what it did about it.

facts    the rules as data (`registry/alerts.yml`) and the actions recorded (`actions/年.yml`)
alert    one warning as a value, and what was recorded of it
pace     how far a quota is against the working days that have passed
compute  rules → Alert, of ended periods (`of_periods`) and of single facts (`of_facts`)
"""
