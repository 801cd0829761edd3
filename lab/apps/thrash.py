"""An HTTP application that reads pages of a large file here and there for each answer, as a database does: thrash.py PORT FILE PAGES."""
import mmap
import random
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

with open(sys.argv[2], "rb") as file:
    DATA = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
DATA.madvise(mmap.MADV_RANDOM)


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        total = sum(DATA[random.randrange(len(DATA))] for _ in range(int(sys.argv[3])))
        body = b"200 from python, %d\n" % total
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
