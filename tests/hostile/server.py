#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""A server that misbehaves in every way there is, one way a path, on the loopback only.

    server.py            prints "PORT HANG_PORT" and serves until its standard input is closed
    server.py --list     prints NAME, WANT and the reason that maintkit must give

WANT is what a checker must make of it: up, down, or either where careful people differ.
"""
import socket
import struct
import sys
import threading
import time

BEHAVIOURS = {}


def behaviour(name, want, *reasons):
    """Registers what a path does. `reasons`: the codes maintkit may give, the first one in the rule."""
    def register(function):
        BEHAVIOURS[name] = (want, reasons, function)
        return function
    return register


def says(name, want, reason, *pieces):
    """A behaviour that sends fixed bytes and closes."""
    def send(s, _):
        for piece in pieces:
            s.sendall(piece)
    BEHAVIOURS[name] = (want, (reason,), send)


def forever(name, want, reason, head, pieces, pause=0.0):
    """A behaviour that sends `head`, and then `pieces(n)` for n = 0, 1, … without end."""
    def send(s, _):
        s.sendall(head)
        n = 0
        while True:
            s.sendall(pieces(n))
            n += 1
            if pause:
                time.sleep(pause)
    BEHAVIOURS[name] = (want, (reason,), send)


def stays(name, want, reason, head):
    """A behaviour that sends `head`, and then nothing, without closing."""
    def send(s, _):
        s.sendall(head)
        linger(s)
    BEHAVIOURS[name] = (want, (reason,), send)


def linger(s):
    """Waits until the other side has gone, however long that takes."""
    s.settimeout(60)
    try:
        while s.recv(65536):
            pass
    except OSError:
        pass


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

# --- What must be accepted -------------------------------------------------------------------------------------------
says("ok-empty", "up", "ok", OK + b"Content-Length: 0\r\n\r\n")
says("ok-close", "up", "ok", OK + b"\r\nbody until the end")
says("ok-http10", "up", "ok", b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
stays("ok-stay", "up", "ok", OK + b"Content-Length: 2\r\n\r\nok")
stays("ok-chunked", "up", "ok", CHUNKED + b"2\r\nok\r\n0\r\n\r\n")
stays("ok-chunk-extension", "up", "ok", CHUNKED + b"2;a=b; c=\"d\"\r\nok\r\n0\r\n\r\n")
stays("ok-chunk-zeros", "up", "ok", CHUNKED + b"0000000000000000000002\r\nok\r\n000\r\n\r\n")
stays("ok-trailer", "up", "ok", CHUNKED + b"2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n")
stays("ok-1xx", "up", "ok", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK +
      b"Content-Length: 0\r\n\r\n")
stays("ok-204", "up", "ok", b"HTTP/1.1 204 No Content\r\n\r\n")
says("body-204", "up", "ok", b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello")
says("no-reason", "up", "ok", b"HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n")
says("cl-dup-same", "up", "ok", OK + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\nok")
says("cl-list-same", "up", "ok", OK + b"Content-Length: 2, 2\r\n\r\nok")
says("field-case", "up", "ok", OK + b"cOnTeNt-LeNgTh:2\r\n\r\nok")
says("field-utf8", "up", "ok", OK + b"X: \xc3\xa4\xff\r\nContent-Length: 0\r\n\r\n")
says("many-cookies", "up", "ok", OK + b"Set-Cookie: a=b\r\n" * 100 + b"Content-Length: 0\r\n\r\n")
says("big-but-fine", "up", "ok", OK + b"Content-Length: 200000\r\n\r\n" + b"x" * 200000)


@behaviour("slow-but-ok", "up", "ok")
def slow_but_ok(s, _):
    for piece in (OK, b"Content-Length: 4\r\n", b"\r\n", b"sl", b"ow"):
        s.sendall(piece)
        time.sleep(0.05)


@behaviour("byte-by-byte", "up", "ok")
def byte_by_byte(s, _):
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in CHUNKED + b"2\r\nok\r\n0\r\n\r\n":
        s.sendall(bytes([byte]))
        time.sleep(0.001)


# --- Where careful people differ -------------------------------------------------------------------------------------
says("no-reason-sp", "either", "ok", b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n")
says("lf-only", "either", "ok", b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
says("obs-fold", "either", "ok", OK + b"X-Long: one\r\n two\r\nContent-Length: 0\r\n\r\n")
stays("open-body", "either", "http.body.timeout", OK + b"\r\nbody without an end")
says("gzip-bomb", "either", "ok", OK + b"Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n" + b"\x1f\x8b" * 500)
says("te-and-cl", "either", "http.length.coding", OK + b"Transfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\n"
     b"2\r\nok\r\n0\r\n\r\n")
says("space-colon", "either", "http.field.space", OK + b"Content-Length : 0\r\n\r\n")
says("many-fields", "either", "http.field.count", OK + b"".join(b"X-%d: 1\r\n" % i for i in range(5000)) +
     b"Content-Length: 0\r\n\r\n")

# --- Redirects: none of these is a healthy service -------------------------------------------------------------------


def redirects(name, reason, location, status=b"302 Found"):
    fields = b"" if location is None else b"Location: " + location + b"\r\n"
    says(name, "down", reason, b"HTTP/1.1 " + status + b"\r\n" + fields + b"Content-Length: 0\r\n\r\n")


redirects("redirect-noloc", "redirect.location.missing", None)
redirects("redirect-emptyloc", "redirect.location.missing", b"")
redirects("redirect-self", "redirect.loop", b"/redirect-self", b"301 Moved Permanently")
redirects("redirect-file", "redirect.scheme", b"file:///etc/hostname")
redirects("redirect-unix", "redirect.scheme", b"http+unix://%2Frun%2Fx.sock/")
redirects("redirect-longhost", "redirect.location.malformed", b"http://" + b"a" * 6000 + b"/")
redirects("redirect-control", "redirect.location.malformed", b"/a b")
redirects("redirect-dead-port", "redirect.location.malformed", b"http://127.0.0.1:99999/")


@behaviour("redirect-dead", "down", "connect.refused")
def redirect_dead(s, server):
    s.sendall(b"HTTP/1.1 301 Moved Permanently\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
              % server.dead_port)


@behaviour("redirect-https", "down", "connect.refused", "tls.unavailable")
def redirect_https(s, server):
    s.sendall(b"HTTP/1.1 301 Moved Permanently\r\nLocation: https://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
              % server.dead_port)


@behaviour("redirect-grow", "down", "redirect.hops")
def redirect_grow(s, server):
    s.sendall(b"HTTP/1.1 302 Found\r\nLocation: %s/x\r\nContent-Length: 0\r\n\r\n" % server.path)


@behaviour("redirect-slow", "down", "http.answer.timeout", "http.head.timeout", "redirect.hops")
def redirect_slow(s, server):
    time.sleep(0.4)
    s.sendall(b"HTTP/1.1 302 Found\r\nLocation: %s/x\r\nContent-Length: 0\r\n\r\n" % server.path)


# --- Statuses --------------------------------------------------------------------------------------------------------
for code, words in ((503, b"Service Unavailable"), (500, b"Error 200"), (404, b"Not Found"), (401, b"Unauthorized")):
    says("status-%d" % code, "down", "status.unexpected", b"HTTP/1.1 %d %s\r\nContent-Length: 0\r\n\r\n" % (code, words))
says("status-600", "down", "status.unexpected", b"HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n")
stays("status-101", "down", "http.switching", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")
says("status-20x", "down", "http.status.malformed", b"HTTP/1.1 20x OK\r\n\r\n")
says("status-99", "down", "http.status.malformed", b"HTTP/1.1 99 OK\r\n\r\n")
says("status-099", "down", "http.status.malformed", b"HTTP/1.1 099 OK\r\n\r\n")
says("status-2000", "down", "http.status.malformed", b"HTTP/1.1 2000 OK\r\n\r\n")
says("status-signed", "down", "http.status.malformed", b"HTTP/1.1 +20 OK\r\n\r\n")
says("http37", "down", "http.version", b"HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n")
says("http2", "down", "http.protocol", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00" * 18)
says("http-lower", "down", "http.protocol", b"http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
says("injection", "down", "status.unexpected",
     b"HTTP/1.1 500 OK|evil=1;;;; \x1b[31m\xc2\x9b31m\r\nContent-Length: 0\r\n\r\n")

# --- Silence and slowness --------------------------------------------------------------------------------------------
stays("never", "down", "http.answer.timeout", b"")
forever("slow-status", "down", "http.head.timeout", b"HTTP/1.1 200 ", lambda n: b"O", 0.1)
forever("slow-headers", "down", "http.head.timeout", OK, lambda n: b"X: 1\r\n", 0.1)
forever("slow-body", "down", "http.body.timeout", OK + b"Content-Length: 100000\r\n\r\n", lambda n: b"x", 0.1)
forever("slow-1xx", "down", "http.head.timeout", b"", lambda n: b"HTTP/1.1 100 Continue\r\n\r\n", 0.2)
stays("no-blank-line", "down", "http.head.timeout", OK + b"Content-Length: 0\r\n")

# --- Without an end --------------------------------------------------------------------------------------------------
forever("endless-headers", "down", "http.field.count", OK, lambda n: b"X-%d: %s\r\n" % (n, b"v" * 100))
forever("endless-field", "down", "http.head.size", OK + b"X: ", lambda n: b"v" * 16384)
forever("endless-fold", "down", "http.head.size", OK + b"X: 1\r\n", lambda n: b" v\r\n" * 1000)
forever("endless-reason", "down", "http.status.size", b"HTTP/1.1 200 ", lambda n: b"O" * 16384)
forever("endless-1xx", "down", "http.interim.count", b"", lambda n: b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
forever("endless-body", "down", "http.answer.size", OK + b"\r\n", lambda n: b"x" * 65536)
forever("endless-chunks", "down", "http.answer.size", CHUNKED, lambda n: b"10000\r\n" + b"x" * 65536 + b"\r\n")
forever("endless-chunk-ext", "down", "chunk.extension.size", CHUNKED + b"5;", lambda n: b"a=b;" * 4096)
forever("endless-trailer", "down", "http.field.count", CHUNKED + b"0\r\n", lambda n: b"X-%d: 1\r\n" % n)
forever("endless-trailer-line", "down", "chunk.trailer.size", CHUNKED + b"0\r\nX: ", lambda n: b"v" * 4096)
forever("endless-tiny-chunks", "down", "http.answer.size", CHUNKED, lambda n: b"1\r\nx\r\n" * 1000)
forever("endless-zeros", "down", "chunk.extension.size", CHUNKED, lambda n: b"0" * 4096)
says("endless-declared", "down", "http.answer.size", OK + b"Content-Length: 99999999999\r\n\r\n")

# --- Chunks ----------------------------------------------------------------------------------------------------------
says("huge-chunk", "down", "http.answer.size", CHUNKED + b"7fffffff\r\nx")
says("overflow-chunk", "down", "chunk.size.overflow", CHUNKED + b"10000000000000002\r\nok\r\n0\r\n\r\n")
says("neg-chunk", "down", "chunk.size.malformed", CHUNKED + b"-1\r\nok\r\n0\r\n\r\n")
says("hex-prefix-chunk", "down", "chunk.size.malformed", CHUNKED + b"0x2\r\nok\r\n0\r\n\r\n")
says("empty-chunk-size", "down", "chunk.size.malformed", CHUNKED + b"\r\nok\r\n0\r\n\r\n")
says("chunk-no-crlf", "down", "chunk.end", CHUNKED + b"2\r\nokXX0\r\n\r\n")
says("chunk-cut", "down", "chunk.eof", CHUNKED + b"5\r\nok")
says("chunk-no-last", "down", "chunk.eof", CHUNKED + b"2\r\nok\r\n")
says("chunk-no-end", "down", "chunk.eof", CHUNKED + b"2\r\nok\r\n0\r\n")

# --- Lengths ---------------------------------------------------------------------------------------------------------
says("cl-short", "down", "http.body.short", OK + b"Content-Length: 10\r\n\r\nok")
says("cl-long", "up", "ok", OK + b"Content-Length: 2\r\n\r\nok and more than was said")
says("cl-conflict", "down", "http.length.conflict", OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!")
says("cl-list-conflict", "down", "http.length.conflict", OK + b"Content-Length: 2, 3\r\n\r\nok!")
says("cl-neg", "down", "http.length.invalid", OK + b"Content-Length: -1\r\n\r\n")
says("cl-garbage", "down", "http.length.invalid", OK + b"Content-Length: abc\r\n\r\n")
says("cl-empty", "down", "http.length.invalid", OK + b"Content-Length:\r\n\r\n")
says("cl-plus", "down", "http.length.invalid", OK + b"Content-Length: +2\r\n\r\nok")
says("cl-hex", "down", "http.length.invalid", OK + b"Content-Length: 0x2\r\n\r\nok")
says("cl-overflow", "down", "http.length.overflow", OK + b"Content-Length: 18446744073709551618\r\n\r\nok")
says("te-unknown", "down", "http.coding.unknown", OK + b"Transfer-Encoding: rot13\r\n\r\nbx")
says("te-twice", "down", "http.coding.unknown", OK + b"Transfer-Encoding: chunked, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
says("te-not-last", "down", "http.coding.unknown", OK + b"Transfer-Encoding: chunked, gzip\r\n\r\nok")
says("te-http10", "down", "http.coding.version", b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")

# --- Fields ----------------------------------------------------------------------------------------------------------
says("nul-field", "down", "http.field.value", OK + b"X: a\x00b\r\nContent-Length: 0\r\n\r\n")
says("no-colon", "down", "http.field.colon", OK + b"nonsense\r\nContent-Length: 0\r\n\r\n")
says("empty-name", "down", "http.field.name", OK + b": x\r\nContent-Length: 0\r\n\r\n")
says("odd-name", "down", "http.field.name", OK + b"X Y: x\r\nContent-Length: 0\r\n\r\n")
says("bare-cr", "down", "http.bare_cr", OK + b"X: a\rContent-Length: 0\r\n\r\n")
says("indented", "down", "http.field.indented", OK + b" X: a\r\nContent-Length: 0\r\n\r\n")

# --- No HTTP at all --------------------------------------------------------------------------------------------------
stays("ssh-banner", "down", "http.protocol", b"SSH-2.0-OpenSSH_9.2\r\n")
stays("smtp-banner", "down", "http.protocol", b"220 mail ESMTP\r\n")
says("garbage", "down", "http.protocol", bytes(range(256)))
says("http09", "down", "http.protocol", b"<html>hello</html>\n")
says("tls-alert", "down", "http.protocol", b"\x15\x03\x01\x00\x02\x02\x46")
says("empty-line", "down", "http.protocol", b"\r\n" + OK + b"Content-Length: 0\r\n\r\n")

# --- The connection --------------------------------------------------------------------------------------------------
says("close-empty", "down", "http.answer.empty")


def reset(s):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@behaviour("rst-now", "down", "http.answer.reset")
def rst_now(s, _):
    reset(s)


@behaviour("rst-body", "down", "http.answer.reset")
def rst_body(s, _):
    s.sendall(OK + b"Content-Length: 100\r\n\r\npart")
    time.sleep(0.1)
    reset(s)


@behaviour("rst-open-body", "down", "http.answer.reset")
def rst_open_body(s, _):
    s.sendall(OK + b"\r\npart")
    time.sleep(0.1)
    reset(s)


@behaviour("half-close", "down", "http.head.eof")
def half_close(s, _):
    s.sendall(OK + b"Content-Length: 0\r\n")
    s.shutdown(socket.SHUT_WR)
    linger(s)


@behaviour("half-close-status", "down", "http.head.eof")
def half_close_status(s, _):
    s.sendall(b"HTTP/1.1 200 OK")
    s.shutdown(socket.SHUT_WR)
    linger(s)


@behaviour("half-close-body", "down", "http.body.short")
def half_close_body(s, _):
    s.sendall(OK + b"Content-Length: 10\r\n\r\nok")
    s.shutdown(socket.SHUT_WR)
    linger(s)


# --- What the body says ----------------------------------------------------------------------------------------------


def tells(name, want, reason, body, status=b"200 OK", kind=b"application/health+json"):
    says(name, want, reason, b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
         % (status, kind, len(body), body))


tells("health-pass", "up", "ok", b'{"status":"pass"}')
tells("health-fail-200", "down", "health.disagrees", b'{"status":"fail","output":"no disk"}')
tells("health-pass-503", "down", "status.unexpected", b'{"status":"pass"}', b"503 Service Unavailable")
tells("health-broken", "down", "health.malformed", b'{"status":"pass"')
tells("spring-down-200", "down", "health.disagrees", b'{"status":"DOWN","components":{"db":{"status":"DOWN"}}}',
      kind=b"application/json")
tells("terminus-up", "up", "ok", b'{"status":"ok","info":{"db":{"status":"up"}},"error":{},"details":{}}',
      kind=b"application/json; charset=utf-8")
tells("json-other", "up", "ok", b'{"hello":"world"}', kind=b"application/json")

# Two that are ports of their own: nobody listens, and a full queue that nobody takes from.
BEHAVIOURS["connect-refused"] = ("down", ("connect.refused",), None)
BEHAVIOURS["connect-hang"] = ("down", ("connect.timeout",), None)


class Server:
    def __init__(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]
        # A port that is taken, so that nobody else gets it, and where nobody listens.
        self.dead = socket.socket()
        self.dead.bind(("127.0.0.1", 0))
        self.dead_port = self.dead.getsockname()[1]
        # One connection fills a queue of length 0; the kernel drops what comes behind it.
        self.hanging = socket.socket()
        self.hanging.bind(("127.0.0.1", 0))
        self.hanging.listen(0)
        self.hang_port = self.hanging.getsockname()[1]
        self.fillers = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", self.hang_port))
            self.fillers.append(filler)

    def url(self, name):
        port = {"connect-refused": self.dead_port, "connect-hang": self.hang_port}.get(name, self.port)
        return "http://127.0.0.1:%d/%s" % (port, name)

    def start(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def accept(self):
        while True:
            s, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(s,), daemon=True).start()

    def serve(self, s):
        try:
            s.settimeout(60)
            request = b""
            while b"\r\n\r\n" not in request and len(request) < 65536:
                piece = s.recv(65536)
                if not piece:
                    return
                request += piece
            path = request.split(b" ")[1]
            view = type("View", (), {"path": path, "dead_port": self.dead_port})
            BEHAVIOURS[path.split(b"/")[1].decode("latin-1")][2](s, view)
        except (OSError, KeyError, IndexError):
            pass
        finally:
            s.close()


def main():
    if sys.argv[1:] == ["--list"]:
        for name, (want, reasons, _) in BEHAVIOURS.items():
            print(name, want, *reasons, sep="\t")
        return
    server = Server().start()
    print(server.port, server.hang_port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
