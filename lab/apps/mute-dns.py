"""Takes DNS queries on 127.0.0.1 and never answers: mute-dns.py PORT."""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", int(sys.argv[1])))
while True:
    server.recv(4096)
