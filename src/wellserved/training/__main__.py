"""`python -m wellserved.training [UNIT ...]`: fit the readers and write the artefacts that the product ships."""

from __future__ import annotations

import argparse

from wellserved.adapters import load_encoder
from wellserved.adapters.trained import write_readers
from wellserved.curriculum import library
from wellserved.training.readers import train_unit


def main() -> None:
    parser = argparse.ArgumentParser(prog="wellserved train", description=__doc__)
    parser.add_argument("units", nargs="*", metavar="UNIT", help="units to train (default: all with exemplars)")
    options = parser.parse_args()
    encoder = load_encoder()
    for unit_id in options.units or _units_with_exemplars():
        readers = train_unit(library.unit_folder(unit_id), encoder)
        path = write_readers(readers, unit_id, encoder.identity, library.scheme(unit_id))
        print(f"{path} {path.stat().st_size:,} bytes, version {readers.version[:12]}")  # noqa: T201


def _units_with_exemplars() -> list[str]:
    return [unit for unit in library.unit_ids() if (library.unit_folder(unit) / "exemplars").is_dir()]


if __name__ == "__main__":
    main()
