"""`python -m wellserved.training`: tune the encoder, fit the readers, and write the artefacts that the product ships.

All units with exemplars are trained together, since they share the tuned layers. The same banks give the same
artefacts on the same machine.
"""

from __future__ import annotations

import argparse
import sys

from wellserved.adapters import load_encoder
from wellserved.adapters.encoder import published_encoder, weights
from wellserved.adapters.trained import load_readers, write_graph, write_readers, write_tuned
from wellserved.curriculum import library
from wellserved.training import encoder_graph
from wellserved.training.augmenting import augmented
from wellserved.training.readers import WIDTH, TunedHead, calibrate, fit_unit, load_unit_bank, unit_examples
from wellserved.training.remembering import Remembering
from wellserved.training.tuning import Labels, Settings, Tuned, label_table, tune_on_published


def main() -> None:
    parser = argparse.ArgumentParser(prog="wellserved train", description=__doc__)
    parser.add_argument("--units", nargs="*", metavar="UNIT", help="only these (default: all with exemplars)")
    parser.add_argument(
        "--keep-tuned", action="store_true", help="keep the tuned layers; fit the word readers and calibration only"
    )
    parser.add_argument("--epochs", type=int, default=Settings().epochs, help="passes over the banks (default 5)")
    options = parser.parse_args()
    units = options.units or [u for u in library.unit_ids() if (library.unit_folder(u) / "exemplars").is_dir()]
    published = Remembering(published_encoder())
    banks = [load_unit_bank(library.unit_folder(unit)) for unit in units]
    examples = [unit_examples(bank, published) for bank in banks]
    keys = [(unit, key) for unit, found in zip(units, examples, strict=True) for key in found]
    texts, labels = label_table([found for of_unit in examples for found in of_unit.values()])
    _tell(f"{len(texts)} statements for {len(keys)} keys in {len(units)} units")
    if options.keep_tuned:
        heads = [_heads_kept(unit) for unit in units]
    else:
        tuned = _tune(texts, labels, Settings(epochs=options.epochs))
        heads = [_heads(tuned, keys, unit) for unit in units]
    encoder = Remembering(load_encoder())
    readers = [
        fit_unit(bank, of_unit, of_heads, encoder)
        for bank, of_unit, of_heads in zip(banks, examples, heads, strict=True)
    ]
    for unit, calibrated in zip(units, calibrate(banks, readers, encoder), strict=True):
        path = write_readers(calibrated, unit, encoder.identity, library.scheme(unit))
        _tell(f"{path.name}: {path.stat().st_size:,} bytes, version {calibrated.version[:12]}")


def _tune(texts: list[str], labels: Labels, settings: Settings) -> Tuned:
    """Tune, and write the tuned layers with the graph that reads them."""
    more_texts, more_labels = augmented(texts, labels, settings.seed)
    _tell(f"{len(more_texts)} statements with those made")
    tuned = tune_on_published(more_texts, more_labels, settings, _tell)
    write_graph(encoder_graph.build(weights.find() / "model.safetensors", write_tuned(tuned.layers)))
    return tuned


def _heads_kept(unit: str) -> dict[str, TunedHead]:
    """The tuned heads of the readers that are there; KeyError for a key that tuning has not seen."""
    readers = load_readers(unit)
    return {
        key: TunedHead(readers.vector_heads[row, WIDTH:], float(readers.vector_bias[row]))
        for row, key in enumerate(readers.keys)
    }


def _heads(tuned: Tuned, keys: list[tuple[str, str]], unit: str) -> dict[str, TunedHead]:
    return {
        key: TunedHead(tuned.heads[row], float(tuned.bias[row]))
        for row, (owner, key) in enumerate(keys)
        if owner == unit
    }


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
