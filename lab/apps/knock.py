"""Connects COUNT times and goes away again without a word: knock.py HOST:PORT|/SOCKET COUNT. A stopped server keeps such connections in its queue."""
import socket
import sys

place, count = sys.argv[1], int(sys.argv[2])
callers = []
for _ in range(count):
    caller = socket.socket(socket.AF_UNIX if place.startswith("/") else socket.AF_INET)
    caller.settimeout(0.2)
    try:
        caller.connect(place if place.startswith("/") else (place.rsplit(":", 1)[0], int(place.rsplit(":", 1)[1])))
    except (BlockingIOError, TimeoutError):
        break
    callers.append(caller)
