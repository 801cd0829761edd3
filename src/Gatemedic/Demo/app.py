"""The small application of the demonstration: answers every GET. Python's standard library only."""
import argparse
import http.server
import os
import threading
import time

options = argparse.ArgumentParser()
options.add_argument("--port", type=int, required=True)
options.add_argument("--delay", type=float, default=0, help="seconds before it answers")
options.add_argument("--cookie", type=int, default=0, help="bytes of Set-Cookie in the answer")
options = options.parse_args()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(options.delay)
        body = b"hello from the application\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if options.cookie:
            self.send_header("Set-Cookie", "session=" + "x" * options.cookie)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
http.server.ThreadingHTTPServer(("127.0.0.1", options.port), Handler).serve_forever()
