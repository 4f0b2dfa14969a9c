"""Pure: helps a learner to write. It asks for what examiners look for, and turns a table into text and back.

Nothing here earns credit, and nothing here writes a word of an answer: marking knows nothing of it.
"""
