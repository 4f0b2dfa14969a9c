"""`python -m bench.learning_curve`: agreement against the share of the exemplars that the readers learn from.

Measured with the word readers alone (published vectors in context, and words): they are fitted in seconds, the tuned
layers are not, so the curve says what more exemplars buy, not how well the marker agrees. Each share is drawn from the
banks' statements of every author, calibrated on the banks' whole answers left out of training, and measured on the
blind set, forced. Takes some ten minutes on two cores; writes bench/learning_curve.json, which `python -m bench` shows.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import numpy as np

from bench.answers import BENCH, MarkedAnswer, sets
from bench.figures import kappa
from wellserved.adapters import load_encoder
from wellserved.curriculum import library
from wellserved.marking import Encoder, TrainedScheme, mark
from wellserved.marking.readers import Floats, Readers
from wellserved.marking.values import Vectors
from wellserved.training.banks import UnitBank, label_table, load_unit_bank, unit_examples
from wellserved.training.passages import Lessons, passages
from wellserved.training.readers import WIDTH, Spans, TunedHead, calibrate, fit_unit, read_spans

SHARES = (0.05, 0.1, 0.25, 0.5, 1.0)
SEED = 1
WRITTEN = BENCH / "learning_curve.json"


class WordsOnly(Readers):
    """Readers whose word reader speaks for both."""

    def read(self, texts: list[str], vectors: Vectors) -> tuple[Floats, Floats]:
        _, both = super().read(texts, vectors)
        return both, both


def main() -> None:
    units = library.unit_ids()
    banks = [load_unit_bank(library.unit_folder(unit)) for unit in units]
    examples = [unit_examples(bank) for bank in banks]
    keys = [(unit, key) for unit, found in zip(units, examples, strict=True) for key in found]
    texts, labels = label_table([found for of_unit in examples for found in of_unit.values()])
    lessons = Lessons(texts, labels, {key: column for column, key in enumerate(keys)})
    read = [passage for passage in passages(banks, lessons, SEED) if passage.spans and not passage.among.any()]
    encoder = load_encoder(threads=os.cpu_count() or 1)
    unused = [TunedHead(np.zeros(WIDTH, dtype=np.float32), 0.0)] * len(keys)
    [blind, *_] = sets(tuple(units))
    order = np.random.default_rng(SEED).permutation(len(read))
    points = []
    for share in SHARES:
        taken = [read[place] for place in order[: int(share * len(read))]]
        agreed = _agreement(banks, keys, read_spans(taken, unused, encoder), unused, encoder, blind.answers)
        points.append({"statements": sum(len(p.spans) for p in taken), "kappa": round(agreed, 3)})
        print(points[-1], flush=True)
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    WRITTEN.write_text(json.dumps({"when": when, "set": blind.name, "points": points}, indent=1) + "\n")


def _agreement(
    banks: list[UnitBank],
    keys: list[tuple[str, str]],
    spans: Spans,
    heads: list[TunedHead],
    encoder: Encoder,
    answers: tuple[MarkedAnswer, ...],
) -> float:
    readers = []
    for bank in banks:
        columns = [column for column, (unit, _) in enumerate(keys) if unit == bank.scheme.unit]
        readers.append(_words_only(fit_unit([keys[column][1] for column in columns], columns, spans, heads)))
    fitted = zip(banks, calibrate(banks, readers, encoder, SEED), strict=True)
    schemes = {bank.scheme.unit: TrainedScheme(bank.scheme, _words_only(found)) for bank, found in fitted}
    ours = [
        mark(answer.text, schemes[answer.unit].only(answer.point), encoder, decide=True).points[0].decision == "met"
        for answer in answers
    ]
    return kappa(ours, [answer.met for answer in answers])


def _words_only(readers: Readers) -> WordsOnly:
    return WordsOnly(**{name: getattr(readers, name) for name in readers.__slots__})


if __name__ == "__main__":
    main()
