"""A WSGI application whose worker dies at /crash of a segmentation fault, gets SIGKILL at /kill, and takes all memory it can get at /eat."""
import ctypes
import os
import signal


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/crash":
        ctypes.string_at(0)
    if path == "/kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if path == "/eat":
        eaten = []
        while True:
            eaten.append(bytearray(os.urandom(1 << 16)) * 16)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"200 from wsgi\n"]
