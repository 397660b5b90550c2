"""Threads keep connections open between requests, which plain workers do not: the twin's cheapest way to serve."""

import os

from prometheus_client import multiprocess

bind = f"{os.environ['HOST']}:{os.environ['PORT']}"
workers = int(os.environ.get("WORKERS", "4"))
worker_class = "gthread"
threads = 4
keepalive = 65
accesslog = None
loglevel = "warning"
control_socket_disable = True


def child_exit(server, worker):
    multiprocess.mark_process_dead(worker.pid)
