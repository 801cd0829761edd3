"""Speaks as Redis does, as far as a stranger can tell: keyvalue.py PORT."""
import socketserver
import sys


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            word = line.split(b" ")[0].strip()
            if word.upper() == b"PING":
                self.wfile.write(b"+PONG\r\n")
            elif word.upper() in (b"POST", b"HOST:"):
                # Redis takes these for an attack through a browser and hangs up.
                return
            else:
                self.wfile.write(b"-ERR unknown command '" + word + b"', with args beginning with: \r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("127.0.0.1", int(sys.argv[1])), Talk).serve_forever()
