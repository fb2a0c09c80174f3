#!/usr/bin/env python3
"""Plays what AWS's managed runtime does with a Python function, and knows nothing of signals."""

import importlib
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

RUNTIME = "/2018-06-01/runtime"


def call(method, path, body=None):
    connection = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request(method, RUNTIME + path, body)
    answer = connection.getresponse()
    return answer, answer.read()


def load():
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    module, name = os.environ["_HANDLER"].rsplit(".", 1)
    return getattr(importlib.import_module(module), name)


handler = load()
while True:
    # As awslambdaric does since Python 3.12, so that the main thread can take signals meanwhile.
    with ThreadPoolExecutor(max_workers=1) as executor:
        waiting = executor.submit(call, "GET", "/invocation/next")
    event, payload = waiting.result()
    request_id = event.headers["Lambda-Runtime-Aws-Request-Id"]
    call("POST", f"/invocation/{request_id}/response", json.dumps(handler(json.loads(payload), None)))
