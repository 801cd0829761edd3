"""A WSGI application for gunicorn and uWSGI. DELAY in seconds before it answers; COOKIE = bytes of Set-Cookie."""
import os
import time


def application(environ, start_response):
    time.sleep(float(os.environ.get("DELAY", "0")))
    headers = [("Content-Type", "text/plain")]
    if os.environ.get("COOKIE"):
        headers.append(("Set-Cookie", "session=" + "x" * int(os.environ["COOKIE"])))
    start_response("200 OK", headers)
    return [b"200 from wsgi\n"]
