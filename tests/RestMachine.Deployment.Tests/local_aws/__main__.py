"""python3 -m local_aws PORT: serves on 127.0.0.1 until its standard input ends, as it does with whoever started it."""

import os
import sys
import threading

from moto.server import main

from . import databases, functions, http_apis, layers, resources, stacks, updates


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


port = int(sys.argv[1])
layers.fill(port)
functions.fill()
stacks.fill()
updates.fill()
resources.fill([*http_apis.TYPES, *databases.TYPES])
threading.Thread(target=end_with_standard_input, daemon=True).start()
sys.exit(main(["-H", "127.0.0.1", "-p", str(port)]))
