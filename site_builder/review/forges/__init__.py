"""Forges: GitHub, Gitea and Forgejo, GitLab, Gitee behind one small interface.

interface   what any forge says of a request, and the protocol `Forge`
http        the only door to the network
fields      reading answers in which anything may be missing
pulls       what GitHub and Gitea have in common
github, gitea, gitlab, gitee    each forge's own words
opening     which forges there are
opinion     the words of a review's text: tier, reason, who looks again
reading     rows of a forge → reviews of an item
texts       the item at the commits that a forge names
matters     the items of a request
recording   after the merge: reviews → the record on the main branch
judging     the gate's verdict → status and report
"""
