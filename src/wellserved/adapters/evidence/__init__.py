"""A learner's file becomes text: .docx, .odt, .pdf and plain text, told apart by content and never by name.

The file is read in a process of its own, with limits on time and memory, and is not kept.
"""

from wellserved.adapters.evidence.apart import read_evidence
from wellserved.adapters.evidence.errors import Reason, Unreadable

__all__ = ["Reason", "Unreadable", "read_evidence"]
