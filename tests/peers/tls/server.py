#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""An HTTPS server for tests, on 127.0.0.1 and a unix socket, one behaviour a path. Prints two ports: TLS, and silence.

    server.py CERTIFICATE KEY SOCKET
"""
import socket
import ssl
import sys
import threading

ANSWERS = {
    b"/ok": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npong",
    b"/chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npong\r\n0\r\n\r\n",
    b"/big": b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200000,
    b"/conflict": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\npong",
    b"/plus": b"HTTP/1.1 200 OK\r\nContent-Length: +4\r\n\r\npong",
    b"/short": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npong",
    b"/ill": b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
    b"/down": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
    b"/never": b"",
}


def listener():
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    s.listen(16)
    return s


def serve(context, s):
    try:
        tls = context.wrap_socket(s, server_side=True)
        request = b""
        while b"\r\n\r\n" not in request:
            request += tls.recv(4096)
        path = request.split(b" ")[1]
        if path == b"/names":
            host = request.split(b"Host: ")[1].split(b"\r\n")[0]
            names = b"Host %s, SNI %s" % (host, (tls.asked_for or "none").encode())
            tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(names), names))
        elif path == b"/endless":
            tls.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                tls.sendall(b"x" * 10000)
        else:
            tls.sendall(ANSWERS[path])
        if path in (b"/never", b"/ok", b"/chunked"):
            tls.recv(1)  # stays open: a message's end is known without it
        tls.unwrap()
    except (OSError, KeyError, IndexError):
        pass
    finally:
        s.close()


def accept(context, s):
    while True:
        threading.Thread(target=serve, args=(context, s.accept()[0]), daemon=True).start()


def note_name(tls, name, _):
    tls.asked_for = name


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    context.sni_callback = note_name
    server, silent = listener(), listener()
    local = socket.socket(socket.AF_UNIX)
    local.bind(sys.argv[3])
    local.listen(16)
    print(server.getsockname()[1], silent.getsockname()[1], flush=True)
    threading.Thread(target=accept, args=(context, local), daemon=True).start()
    accept(context, server)


main()
