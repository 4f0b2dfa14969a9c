"""`python -m wellserved.training`: tune the encoder, fit the readers, and write the artefacts that the product ships.

All units with exemplars are trained together, since they share the tuned layers. The same banks give the same
artefacts on the same machine.
"""

from __future__ import annotations

import argparse
import os
import sys

from wellserved.adapters import load_encoder
from wellserved.adapters.encoder import weights
from wellserved.adapters.trained import load_readers, write_graph, write_readers, write_tuned
from wellserved.curriculum import library
from wellserved.marking.readers import Readers
from wellserved.training import encoder_graph
from wellserved.training.banks import label_table, load_unit_bank, unit_examples
from wellserved.training.passages import Lessons, Passage, passages
from wellserved.training.readers import WIDTH, Spans, TunedHead, calibrate, fit_unit, read_spans
from wellserved.training.tuning import Settings, tune_on_published


def main() -> None:
    parser = argparse.ArgumentParser(prog="wellserved train", description=__doc__)
    parser.add_argument("--units", nargs="*", metavar="UNIT", help="only these (default: all with exemplars)")
    parser.add_argument(
        "--keep-tuned", action="store_true", help="keep the tuned layers; fit the word readers and calibration only"
    )
    parser.add_argument("--epochs", type=int, default=Settings().epochs, help="passes over the banks (default 2)")
    options = parser.parse_args()
    units = options.units or [u for u in library.unit_ids() if (library.unit_folder(u) / "exemplars").is_dir()]
    banks = [load_unit_bank(library.unit_folder(unit)) for unit in units]
    examples = [unit_examples(bank) for bank in banks]
    keys = [(unit, key) for unit, found in zip(units, examples, strict=True) for key in found]
    texts, labels = label_table([found for of_unit in examples for found in of_unit.values()])
    read = passages(banks, Lessons(texts, labels, {key: column for column, key in enumerate(keys)}), Settings().seed)
    _tell(f"{len(texts)} statements for {len(keys)} keys in {len(units)} units; {len(read)} passages")
    heads = _heads_kept(keys) if options.keep_tuned else _tune(read, Settings(epochs=options.epochs))
    encoder = load_encoder(threads=os.cpu_count() or 1)
    spans = read_spans(read, heads, encoder)
    _tell(f"{spans.labels.shape[0]} spans for the word readers")
    readers = [_fit(unit, keys, spans, heads) for unit in units]
    for unit, calibrated in zip(units, calibrate(banks, readers, encoder, Settings().seed), strict=True):
        path = write_readers(calibrated, unit, encoder.identity, library.scheme(unit))
        _tell(f"{path.name}: {path.stat().st_size:,} bytes, version {calibrated.version[:12]}")


def _tune(read: list[Passage], settings: Settings) -> list[TunedHead]:
    """Tune, write the tuned layers with the graph that reads them, and return the heads."""
    tuned = tune_on_published(read, settings, _tell)
    write_graph(encoder_graph.build(weights.find() / "model.safetensors", write_tuned(tuned.layers)))
    return [TunedHead(head, float(bias)) for head, bias in zip(tuned.heads, tuned.bias, strict=True)]


def _heads_kept(keys: list[tuple[str, str]]) -> list[TunedHead]:
    """The tuned heads of the readers that are there; KeyError for a key that tuning has not seen."""
    readers = {unit: load_readers(unit) for unit in dict.fromkeys(unit for unit, _ in keys)}
    rows = [(readers[unit], readers[unit].index(key)) for unit, key in keys]
    return [TunedHead(found.vector_heads[row, WIDTH:], float(found.vector_bias[row])) for found, row in rows]


def _fit(unit: str, keys: list[tuple[str, str]], spans: Spans, heads: list[TunedHead]) -> Readers:
    columns = [column for column, (owner, _) in enumerate(keys) if owner == unit]
    return fit_unit([keys[column][1] for column in columns], columns, spans, heads)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
