"""The sentence encoder: where its weights come from, and how it runs."""

from wellserved.adapters.encoder.minilm import MiniLM, load_encoder, published_encoder
from wellserved.adapters.encoder.weights import WeightsMissing, WeightsWrong

__all__ = ["MiniLM", "WeightsMissing", "WeightsWrong", "load_encoder", "published_encoder"]
