"""How the files of the pages are stored for serving: hashed names, compressed beforehand, never asked for twice."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """Also what scripts import from each other has its hash in its name, so that two releases never mix."""

    support_js_module_import_aggregation = True
