"""`wellserved encoder`: where the weights are, or fetch them."""

from __future__ import annotations

import argparse
import sys

from wellserved.adapters.encoder import WeightsMissing, WeightsWrong, weights


def run(options: argparse.Namespace) -> int:
    try:
        folder = weights.fetch() if options.what == "fetch" else weights.find()
        weights.load(folder)
    except (WeightsMissing, WeightsWrong, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(f"{folder}: both files are there and their hashes are right.")  # noqa: T201
    return 0
