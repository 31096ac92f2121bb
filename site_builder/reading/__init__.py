"""A content folder read: what lies where, what each file says, what is kept of it for next time."""
