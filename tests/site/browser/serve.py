"""A static host on this machine, as GitHub Pages is one: under a subpath, with text compressed."""

import contextlib
import functools
import gzip
import http.server
import threading
from dataclasses import dataclass

SUBPATH = "/through-the-sum/"
TEXT = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".md", ".map")


@dataclass(frozen=True)
class Site:
    """A served site: its address, and the bytes of each answer's body, by path: compressed, as they went out."""

    address: str
    sent: dict[str, int]


class Host(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012  as the base class has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".woff2": "font/woff2",
        ".md": "text/markdown; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".html": "text/html; charset=utf-8",
    }

    def translate_path(self, path):
        return super().translate_path("/" + path.removeprefix(SUBPATH)) if path.startswith(SUBPATH) else "/nowhere"

    def do_GET(self):
        path = self.translate_path(self.path)
        path += "index.html" if path.endswith("/") else ""
        try:
            status, body = 200, read(path)
        except OSError:
            status, path = 404, self.translate_path(SUBPATH + "404.html")
            body = read(path)
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        if path.endswith(TEXT) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.server.sent[self.path] = len(body)
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@functools.cache
def compressed(body):
    return gzip.compress(body, 9)


def read(path):
    with open(path, "rb") as file:
        return file.read()


@contextlib.contextmanager
def serve(folder):
    """The Site at which `folder` is served while the context is open."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder)))
    server.sent = {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}{SUBPATH}", server.sent)
    finally:
        server.shutdown()
        server.server_close()
