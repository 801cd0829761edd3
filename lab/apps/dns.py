"""Takes DNS queries on 127.0.0.1 and answers them with an error code, or never: dns.py PORT [RCODE]."""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", int(sys.argv[1])))
while True:
    query, client = server.recvfrom(4096)
    if len(sys.argv) > 2:
        server.sendto(query[:2] + bytes([0x81, 0x80 | int(sys.argv[2])]) + query[4:], client)
