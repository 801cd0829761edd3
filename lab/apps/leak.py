"""An HTTP application on the standard library that opens a file for each request and never closes it: leak.py PORT."""
import sys
import traceback
from http.server import BaseHTTPRequestHandler, HTTPServer

kept = []


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        kept.append(open("/dev/null"))
        body = b"200 from leak\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET


class Server(HTTPServer):
    def handle_error(self, request, client_address):
        traceback.print_exc()


Server(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
