"""What Zappa would generate for ``benchmarks.applications.wsgi``, as far as its handler reads it.

It would set LOG_LEVEL to DEBUG, for everybody in the process: WARNING is the faster one.
"""

API_STAGE = "prod"
APP_FUNCTION = "wsgi"
APP_MODULE = "benchmarks.applications"
BINARY_SUPPORT = True
CONTEXT_HEADER_MAPPINGS: dict[str, str] = {}
DEBUG = False
DJANGO_SETTINGS = None
DOMAIN = None
ENVIRONMENT_VARIABLES: dict[str, str] = {}
EXCEPTION_HANDLER = None
LOG_LEVEL = "WARNING"
PROJECT_NAME = "benchmark"
