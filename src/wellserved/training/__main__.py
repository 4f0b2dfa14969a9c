"""`python -m wellserved.training`: tune the encoder, fit the readers, and write the artefacts that the product ships.

All units with exemplars are trained together, since they share the tuned layers. The same banks give the same
artefacts on the same machine.
"""

from __future__ import annotations

import argparse
import sys

from wellserved.adapters import load_encoder
from wellserved.adapters.encoder import weights
from wellserved.adapters.trained import write_graph, write_readers, write_tuned
from wellserved.curriculum import library
from wellserved.training import encoder_graph
from wellserved.training.readers import TunedHead, fit_unit, unit_examples
from wellserved.training.tuning import Settings, Tuned, label_table, tune_on_published


def main() -> None:
    parser = argparse.ArgumentParser(prog="wellserved train", description=__doc__)
    parser.add_argument("--epochs", type=int, default=Settings().epochs, help="passes over the banks (default 5)")
    options = parser.parse_args()
    units = [unit for unit in library.unit_ids() if (library.unit_folder(unit) / "exemplars").is_dir()]
    examples = {unit: unit_examples(library.unit_folder(unit)) for unit in units}
    keys = [(unit, key) for unit in units for key in examples[unit]]
    texts, labels = label_table([examples[unit][key] for unit, key in keys])
    _tell(f"{len(texts)} statements for {len(keys)} keys in {len(units)} units")
    tuned = tune_on_published(texts, labels, Settings(epochs=options.epochs), _tell)
    write_graph(encoder_graph.build(weights.find() / "model.safetensors", write_tuned(tuned.layers)))
    encoder = load_encoder()
    for unit in units:
        readers = fit_unit(library.unit_folder(unit), examples[unit], _heads(tuned, keys, unit), encoder)
        path = write_readers(readers, unit, encoder.identity, library.scheme(unit))
        _tell(f"{path.name}: {path.stat().st_size:,} bytes, version {readers.version[:12]}")


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
