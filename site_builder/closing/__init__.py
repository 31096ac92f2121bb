"""封账、更正、核对: closed periods against the history of the content.

counting   what a revision says that a closed period came to
touching   whether a change could matter for a closed period, before anything is counted
telling    what differs, in words
papers     seals and corrections as files
sealing    what a notice's seal is made of
history    the revisions of a repository, each counted when asked
tracing    which commits altered a closed period, and which corrections explain it
published  what became of notices, seals and corrections since they were first committed
verifying  the proof of all this
"""
