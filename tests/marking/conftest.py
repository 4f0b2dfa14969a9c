from __future__ import annotations

from hypothesis import settings

settings.register_profile("marking", settings.get_profile("steady"), max_examples=100)
many = settings(settings.get_profile("marking"))
