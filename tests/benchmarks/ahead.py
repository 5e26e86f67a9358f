"""The service under a clock that runs ahead of the machine's: `python ahead.py SECONDS`, settings as ever."""

import os
import sys
from datetime import timedelta

from app.service import assemble
from app.serving import serve
from app.settings import read_settings
from tests.campaigns.mortal import Ahead

if __name__ == "__main__":
    serve(assemble(read_settings(os.environ, terminal=False), Ahead(timedelta(seconds=float(sys.argv[1])))))
