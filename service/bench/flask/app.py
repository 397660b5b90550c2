"""The service's twin in Flask: same routes, one JSON line a request, Prometheus metrics of all workers, request ids."""

import json
import logging
import os
import platform
import re
import socket
import sys
import time
import uuid
from datetime import datetime, timezone

from flask import Flask, Response, g, jsonify, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from werkzeug.exceptions import HTTPException

ENVIRONMENT = os.environ.get("ENVIRONMENT", "dev")
VERSION = os.environ.get("APP_VERSION", "1.0.0")
NAME = os.environ.get("APP_NAME", "demo-app")
STARTED = time.time()
WELL_FORMED = re.compile(r"[\w.:+/=-]{1,128}", re.ASCII)

DURATIONS = Histogram(
    "http_request_duration_seconds",
    "Time from the arrival of a request to the end of its answer",
    ["method", "route", "status"],
    buckets=[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
)
REQUESTS = Counter("http_requests_total", "Requests answered", ["method", "route", "status"])
IN_FLIGHT = Gauge("http_requests_in_flight", "Requests that are being worked on", multiprocess_mode="livesum")
GREETINGS = Counter("hello_greetings_total", "Greetings given, by whether a name was", ["named"])

series = {}
greetings = {named: GREETINGS.labels(str(named).lower()) for named in (True, False)}


class JsonLine(logging.Formatter):
    def format(self, record):
        line = {
            "level": record.levelname.lower(),
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "environment": ENVIRONMENT,
            "version": VERSION,
            **record.__dict__.get("fields", {}),
            "msg": record.getMessage(),
        }
        return json.dumps(line, separators=(",", ":"))


handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(JsonLine())
log = logging.getLogger("app")
log.setLevel(logging.INFO)
log.addHandler(handler)
log.propagate = False

app = Flask(__name__, static_folder=None)


@app.before_request
def begin():
    g.started = time.perf_counter()
    given = request.headers.get("x-request-id")
    g.request_id = given if given and WELL_FORMED.fullmatch(given) else str(uuid.uuid4())
    IN_FLIGHT.inc()


@app.after_request
def end(response):
    response.headers["x-request-id"] = g.request_id
    route = request.url_rule.rule if request.url_rule else "unmatched"
    seconds = time.perf_counter() - g.started
    key = (request.method, route, response.status_code)
    if key not in series:
        series[key] = (DURATIONS.labels(*key), REQUESTS.labels(*key))
    duration, count = series[key]
    duration.observe(seconds)
    count.inc()
    IN_FLIGHT.dec()
    fields = {
        "requestId": g.request_id,
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "duration": round(seconds * 1000, 3),
    }
    log.info("request completed", extra={"fields": fields})
    return response


@app.errorhandler(HTTPException)
def problem(error):
    response = jsonify(
        type="about:blank", title=error.name, status=error.code, detail=error.description, requestId=g.request_id
    )
    response.status_code = error.code
    response.content_type = "application/problem+json"
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


@app.get("/health")
def health():
    return jsonify(
        status="healthy", service=NAME, version=VERSION, environment=ENVIRONMENT, uptime=time.time() - STARTED
    )


@app.get("/health/live")
def live():
    return jsonify(status="alive")


@app.get("/health/ready")
def ready():
    return jsonify(status="ready", checks={"startup": {"status": "pass", "detail": "the service has started"}})


@app.get("/api/hello")
def hello():
    name = request.args.get("name", "")
    if len(name) > 100:
        response = jsonify(
            type="about:blank", title="Bad Request", status=400, detail="name is too long", requestId=g.request_id
        )
        response.content_type = "application/problem+json"
        return response, 400
    name = name.strip()
    greetings[bool(name)].inc()
    return jsonify(message=f"Hello, {name or 'World'}!", version=VERSION, environment=ENVIRONMENT)


@app.get("/api/info")
def info():
    return jsonify(
        name=NAME, version=VERSION, environment=ENVIRONMENT, python=platform.python_version(), host=socket.gethostname()
    )


@app.get("/metrics")
def metrics():
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")
