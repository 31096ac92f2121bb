"""封账、更正、核对: closed periods against the history of the content.

counting   what any commit says that a closed period came to
touching   whether a change could matter for a closed period, before anything is counted
telling    what differs, in words
papers     seals and corrections as files
verifying  the proof: each closed period from its own commit and from now, and who changed it
"""
