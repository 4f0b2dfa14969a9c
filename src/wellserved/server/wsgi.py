"""The application for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from wellserved.server import settings
from wellserved.server.environment import require_secret_key

require_secret_key(settings.SECRET_KEY)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.server.settings")
application = get_wsgi_application()
