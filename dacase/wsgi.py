"""The door for web servers: gunicorn serves `dacase.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dacase.settings")

application = get_wsgi_application()
