"""Clients that stay: hold.py PORT COUNT|all [PATH]. COUNT of them, or as many as the server keeps but one. Without a PATH each sends half a request."""
import signal
import socket
import sys
import time

port, count, path = int(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None
held = []


def come():
    client = socket.create_connection(("127.0.0.1", port), 5)
    client.sendall(f"GET {path or '/'} HTTP/1.1\r\nHost: localhost\r\n{'' if path is None else chr(13) + chr(10)}".encode())
    return client


def turned_away(client):
    client.settimeout(0.15)
    try:
        return client.recv(1) is not None
    except TimeoutError:
        return False
    except OSError:
        return True


while count == "all" or len(held) < int(count):
    client = come()
    if count == "all" and turned_away(client):
        held.pop().close()
        break
    held.append(client)
time.sleep(0.1)
print("holding", len(held), flush=True)
open(f"/tmp/held.{port}.{len(held)}", "w").close()
open("/tmp/held", "w").close()
signal.pause()
