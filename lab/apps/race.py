"""Sends POSTs that cross with the end of an idle connection behind nginx: race.py TIMES SECONDS.

A worker that is busy with something else for a moment meets the next request and the end of the idle connection at once. Here it is stopped for
that moment: the request comes first, the end of the idle connection SECONDS later at most, then it goes on. Answers are told, one on a line.
"""
import os
import pathlib
import signal
import socket
import sys
import time


def worker():
    for status in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        if status.read_bytes().startswith(b"nginx: worker process"):
            return int(status.parent.name)
    raise SystemExit("no worker")


def ask(client):
    client.sendall(b"POST /cart HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 2\r\n\r\nok")


def answer(client):
    said = b""
    while b"\r\n\r\n" not in said:
        said += client.recv(65536)
    return said.split(b"\r\n")[0].decode("latin-1")


lost = 0
for turn in range(20):
    if lost == int(sys.argv[1]):
        break
    # On a connection that stands already, so that the request is read as soon as the worker goes on.
    with socket.create_connection(("127.0.0.1", 80)) as client:
        ask(client)
        print(answer(client))
        time.sleep(0.02)
        pid = worker()
        os.kill(pid, signal.SIGSTOP)
        ask(client)
        time.sleep(float(sys.argv[2]))
        os.kill(pid, signal.SIGCONT)
        said = answer(client)
        print(said)
        lost += " 502 " in said
sys.exit(0 if lost == int(sys.argv[1]) else 1)
