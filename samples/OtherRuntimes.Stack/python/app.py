"""Greets, and writes down whom it greeted before Lambda ends the environment."""

import os
import signal
import threading

greeted = []


def handler(event, context):
    name = event.get("name", "world")
    greeted.append(name)
    return {"greeting": f"Hello {name}"}


def shut_down_on_sigterm(signals):
    os.read(signals, 1)
    print(f"[Python] Greeted before the end: {', '.join(greeted)}", flush=True)
    # Not sys.exit, which ends no more than this thread.
    os._exit(0)


# Python calls a signal's handler on its main thread, between two instructions. When SIGTERM comes, that thread waits for the
# runtime's next event, which may never come. So the signal is passed on through a pipe, to a thread that waits for it alone.
read_end, write_end = os.pipe()
os.set_blocking(write_end, False)
signal.set_wakeup_fd(write_end)
signal.signal(signal.SIGTERM, lambda number, frame: None)
threading.Thread(target=shut_down_on_sigterm, args=(read_end,), daemon=True).start()
