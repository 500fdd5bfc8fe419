"""The one door to what is kept sealed: contents of bids and their files, and the end of the event log.

Nothing outside this package knows a key. docs/decisions/0010 says what sealing protects from, and what not.
"""
