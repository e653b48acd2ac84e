"""An HTTP proxy in front of an object store that simulates faulty networks and busy stores."""

import re
import socket
import struct
import threading
import time
from dataclasses import dataclass

MAX_CONNECTIONS = 200
PIECE_BYTES = 1 << 16
ANSWER_OF_SUCCESS = re.compile(rb"HTTP/1\.1 (200|308)")


@dataclass
class Request:
    """The input of a rule: requests are numbered from 1 in the order of arrival."""

    number: int
    method: str
    path: str
    size_bytes: int


@dataclass
class Refuse:
    """Answers instead of the store."""

    status: int
    code: str


@dataclass
class Reset:
    """Passes on this many bytes of the body and then resets the connection."""

    after_bytes: int


@dataclass
class Stall:
    """Delays the request."""

    seconds: float


class Throttle:
    """Limits the bytes per second of all connections together."""

    def __init__(self, bytes_per_second):
        self.seconds_per_byte = 1 / bytes_per_second
        self.lock = threading.Lock()
        self.next_time = time.monotonic()

    def wait_for(self, num_bytes):
        with self.lock:
            self.next_time = (max(self.next_time, time.monotonic())
                              + num_bytes * self.seconds_per_byte)
            wait = self.next_time - time.monotonic()
        time.sleep(max(0, wait))


class Proxy:
    """Passes on each request on its own connection, unless `rule(request)` returns a fault.

    It answers queries about the progress of a resumable upload to GCS itself, because
    fake-gcs-server interprets them as the end of the upload.
    """

    def __init__(self, server_port, rule=None, bytes_per_second=None):
        self.server_port = server_port
        self.arrived = {}  # offset of the last byte by path of the upload
        self.rule = rule or (lambda request: None)
        self.throttle = Throttle(bytes_per_second) if bytes_per_second else None
        self.requests = []
        self.faults = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=MAX_CONNECTIONS)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client:
            try:
                self._pass_request(client)
            except OSError:
                pass

    def _pass_request(self, client):
        client.settimeout(60)
        head, body = read_head(client)
        if not head:
            return
        method, path = head.split(b" ", 2)[:2]
        size_bytes = int(header(head, "x-amz-decoded-content-length")
                         or header(head, "content-length") or 0)
        content_range = header(head, "content-range")
        if content_range == "bytes */*":
            tell_arrived(client, self.arrived.get(path))
            return
        with self.lock:
            request = Request(len(self.requests) + 1, method.decode(), path.decode(), size_bytes)
            self.requests.append(request)
            fault = self.rule(request)
            if fault:
                self.faults.append(request)
        if isinstance(fault, Refuse):
            refuse(client, fault, size_bytes - len(body))
            return
        if isinstance(fault, Stall):
            time.sleep(fault.seconds)
        limit = fault.after_bytes if isinstance(fault, Reset) else None
        with socket.create_connection(("127.0.0.1", self.server_port), timeout=60) as server:
            server.sendall(with_connection_close(head))
            up = threading.Thread(target=self._pump_body, args=(client, server, body, limit),
                                  daemon=True)
            up.start()
            self._pump_answer(server, client, path, content_range)
            client.shutdown(socket.SHUT_RDWR)
            up.join(5)

    def _pump_body(self, client, server, body, limit):
        sent = 0
        try:
            while body or (body := client.recv(PIECE_BYTES)):
                if self.throttle:
                    self.throttle.wait_for(len(body))
                if limit is not None and sent + len(body) > limit:
                    server.sendall(body[:limit - sent])
                    reset(client)
                    reset(server)
                    return
                server.sendall(body)
                sent += len(body)
                body = b""
        except OSError:
            pass

    def _pump_answer(self, server, client, path, content_range):
        # Redirections in answers must lead through this proxy as well.
        own = f"127.0.0.1:{self.server_port}".encode(), f"127.0.0.1:{self.port}".encode()
        piece = server.recv(PIECE_BYTES).replace(*own)
        while piece:
            if content_range and "-" in content_range and ANSWER_OF_SUCCESS.match(piece):
                self.arrived[path] = int(content_range.split("-")[1].split("/")[0])
            if self.throttle:
                self.throttle.wait_for(len(piece))
            client.sendall(piece)
            piece = server.recv(PIECE_BYTES)


def header(head, name):
    """Returns the value of a header, or None."""
    found = re.search(rb"\r\n%s: *([^\r]+)" % name.encode(), head, re.IGNORECASE)
    return found and found.group(1).decode()


def tell_arrived(client, last_offset):
    arrived = "" if last_offset is None else f"Range: bytes=0-{last_offset}\r\n"
    client.sendall(f"HTTP/1.1 308 Resume Incomplete\r\n{arrived}Connection: close\r\n"
                   "Content-Length: 0\r\n\r\n".encode())


def read_head(connection):
    """Returns the request's head and the part of its body that has arrived with it."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(PIECE_BYTES)
        if not piece:
            return b"", b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", body


def with_connection_close(head):
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([lines[0], b"Connection: close", *lines[1:]])


def refuse(client, fault, rest_bytes):
    body = (f"<?xml version='1.0'?><Error><Code>{fault.code}</Code>"
            f"<Message>The proxy of the tests says {fault.code}</Message></Error>").encode()
    client.sendall(b"HTTP/1.1 %d Refused\r\nContent-Type: application/xml\r\n"
                   b"x-ms-error-code: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                   % (fault.status, fault.code.encode(), len(body)) + body)
    client.shutdown(socket.SHUT_WR)
    client.settimeout(5)
    while rest_bytes > 0 and (piece := client.recv(PIECE_BYTES)):
        rest_bytes -= len(piece)


def reset(connection):
    """Closes a connection so that the other side sees a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
