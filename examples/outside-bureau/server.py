"""
Serves the postal bureau's subgraph by the protocol for outside bureaus (docs/guides/outside-bureaus.md).

Settings, from the environment: HOST (127.0.0.1), PORT (0: any free one), GATEWAY_SECRETS (comma-separated, each opens it),
GATEWAY_URLS (gateways to be told when the register has changed), DATA (the register's file, read again at SIGHUP).
"""

import gzip
import hmac
import json
import os
import signal
import sys
import threading
import time
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from graphql_execution import Schema
from post_offices import Register, create_references, create_resolvers

HERE = Path(__file__).parent
SUBGRAPH = "postal"
MOST_BYTES = 8 * 1024 * 1024
MOST_DRAINED_BYTES = 8 * MOST_BYTES
JSON = "application/json; charset=utf-8"
SECRET_HEADER = "x-gateway-secret"


class Bureau:
    def __init__(self, data):
        self.data = data
        self.register = Register(data)
        self.replica = str(uuid.uuid4())
        sdl = (HERE / "schema.graphql").read_text("utf-8")
        self.schema = Schema(sdl, create_resolvers(self.read), create_references(self.read))

    def read(self):
        return self.register

    def read_again(self):
        """Whether it has changed. A file that cannot be read leaves the last good register in place."""
        before = self.register.digest
        try:
            self.register = Register(self.data)
        except (OSError, ValueError, KeyError) as error:
            log(event="the register cannot be read", error=str(error))
        return self.register.digest != before


def create_handler(bureau, secrets):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Longer than the 60 s for which a gateway uses a connection.
        timeout = 65
        disable_nagle_algorithm = True

        def do_GET(self):
            if self.path in ("/health/live", "/health/ready"):
                return self.answer(200, {"status": self.path.rpartition("/")[2]})
            if not self.is_gateway():
                return self.refuse(403, f"The header {SECRET_HEADER} is missing or wrong.")
            if self.path == "/feeds":
                return self.answer(200, [bureau.read().report()])
            self.refuse(404, "Nothing is served at this address.")

        def do_POST(self):
            refusal = self.find_refusal()
            if refusal is not None:
                self.drain()
                return self.refuse(*refusal)
            self.answer_graphql(self.rfile.read(int(self.headers["content-length"])))

        def find_refusal(self):
            """Why a body is not even read, as status and message."""
            length = self.headers.get("content-length", "")
            if not self.is_gateway():
                return 403, f"The header {SECRET_HEADER} is missing or wrong."
            if self.path != "/graphql":
                return 404, "Nothing is served at this address."
            if self.headers.get_content_type() != "application/json":
                return 415, "Expected a body of application/json."
            if not length.isdecimal():
                return 411, "Expected a Content-Length."
            if int(length) > MOST_BYTES:
                return 413, f"Expected a body of at most {MOST_BYTES} bytes."
            return None

        def drain(self):
            """Reads what is sent, though not kept: a connection that is cut would lose the refusal."""
            length = self.headers.get("content-length", "")
            left = int(length) if length.isdecimal() and int(length) <= MOST_DRAINED_BYTES else 0
            self.close_connection = self.close_connection or left == 0
            while left > 0 and (chunk := self.rfile.read(min(left, 65_536))):
                left -= len(chunk)

        def answer_graphql(self, body):
            try:
                request = json.loads(body)
            except (ValueError, RecursionError):
                return self.refuse(400, "The body is not JSON.")
            if not isinstance(request, dict) or not isinstance(request.get("query"), str):
                return self.refuse(400, 'Expected {"query"} with a text.')
            variables = request.get("variables") or {}
            if not isinstance(variables, dict):
                return self.refuse(400, "variables: expected an object.")
            result = bureau.schema.execute(request["query"], variables, request.get("operationName"))
            if "data" not in result:
                return self.answer(400, result)
            # An answer with an error is nobody's to keep; the others differ by no header but the secret.
            cached = "no-store" if "errors" in result else "max-age=86400"
            self.answer(200, result, {"cache-control": cached, "vary": SECRET_HEADER})

        def is_gateway(self):
            given = self.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
            # All are compared, so that the time tells nothing.
            return not secrets or any([hmac.compare_digest(given, secret.encode()) for secret in secrets])

        def refuse(self, status, message):
            self.answer(status, {"errors": [{"message": message}]})

        def answer(self, status, value, headers=None):
            body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
            self.send_response(status)
            for name, text in {"content-type": JSON, "cache-control": "no-store", **(headers or {})}.items():
                self.send_header(name, text)
            if len(body) > 1024 and "gzip" in self.headers.get("accept-encoding", ""):
                body = gzip.compress(body, 1)
                self.send_header("content-encoding", "gzip")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            log(
                level="debug",
                status=status,
                path=self.path,
                requestId=self.headers.get("x-request-id"),
                traceparent=self.headers.get("traceparent"),
            )

        def log_message(self, *_):
            """Each answer is a line already."""

    return Handler


def log(level="info", **fields):
    if level != "debug" or os.environ.get("LOG_LEVEL") == "debug":
        print(json.dumps(fields, ensure_ascii=False, separators=(",", ":")), flush=True)


def tell_gateways(bureau, urls, secret, at):
    """Has gateways drop what they keep of the register that was; asks again until each has heard."""
    publication = {"replica": bureau.replica, "digest": bureau.register.digest, "at": at}
    message = json.dumps({"subgraph": SUBGRAPH, "publication": publication}).encode()
    headers = {"content-type": "application/json", SECRET_HEADER: secret}
    for url in urls:
        pause = 1
        while not tell(urllib.request.Request(f"{url}/cache/invalidate", message, headers)):
            time.sleep(pause)
            pause = min(2 * pause, 60)
        log(event="a gateway has heard", at=at)


def tell(request):
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status in (200, 202)
    except OSError as error:
        log(event="a gateway did not hear of a change", error=str(error))
        return False


def read_list(name):
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def main():
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "0"))
    secrets, urls = read_list("GATEWAY_SECRETS"), read_list("GATEWAY_URLS")
    if not secrets and host not in ("127.0.0.1", "localhost"):
        sys.exit("GATEWAY_SECRETS: expected at least one secret when HOST is not loopback; got none.")
    if urls and not secrets:
        sys.exit("GATEWAY_SECRETS: expected at least one secret with GATEWAY_URLS; got none.")
    bureau = Bureau(Path(os.environ.get("DATA", HERE / "data" / "post-offices.json")))

    def announce(at):
        if urls:
            threading.Thread(target=tell_gateways, args=(bureau, urls, secrets[0], at), daemon=True).start()

    def on_hangup(*_):
        if bureau.read_again():
            announce("change")

    server = ThreadingHTTPServer((host, port), create_handler(bureau, secrets))
    server.daemon_threads = True
    signal.signal(signal.SIGHUP, on_hangup)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    log(event="subgraph serves", url=f"http://{host}:{server.server_port}")
    announce("start")
    server.serve_forever()


if __name__ == "__main__":
    main()
