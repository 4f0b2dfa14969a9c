"""Verbs that write, one per file: permission, pure call, one transaction, log entry, returned value."""
