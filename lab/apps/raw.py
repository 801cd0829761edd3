"""A server that sends what it is told, whatever was asked: raw.py PORT TEXT, with the escapes of Python in TEXT; no TEXT: it reads the request and closes."""
import socket
import sys

answer = sys.argv[2].encode().decode("unicode_escape").encode("latin-1") if len(sys.argv) > 2 else b""
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
    while True:
        client, _ = server.accept()
        with client:
            try:
                if client.recv(65536) and answer:
                    client.sendall(answer)
                    client.shutdown(socket.SHUT_WR)
            except OSError:
                pass
