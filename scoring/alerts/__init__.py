"""预警: what the office is warned of by rule, and what it did about it.

facts    the rules as data (`registry/alerts.yml`) and the actions recorded (`actions/年.yml`)
compute  rules → Alert: which rule, whom, why, since when, what clears it, what is proposed
"""
