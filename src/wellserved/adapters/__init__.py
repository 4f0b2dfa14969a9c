"""The outside world behind small protocols: the encoder and the trained readers."""

from wellserved.adapters.encoder import load_encoder
from wellserved.adapters.trained import load_scheme

__all__ = ["load_encoder", "load_scheme"]
