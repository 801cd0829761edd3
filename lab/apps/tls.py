"""An HTTPS application on the standard library: PORT; CERT (pem with its chain) and KEY; NAME = the only server name it knows;
CLIENTS = authority of the client certificates that it demands; OLDEST and NEWEST version ("TLSv1_2"); CIPHERS as OpenSSL writes them."""
import os
import socket
import ssl
import threading

env = os.environ
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(env["CERT"], env["KEY"])
if env.get("CIPHERS"):
    context.set_ciphers(env["CIPHERS"])
if env.get("CLIENTS"):
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(env["CLIENTS"])
if env.get("OLDEST"):
    context.minimum_version = ssl.TLSVersion[env["OLDEST"]]
if env.get("NEWEST"):
    context.maximum_version = ssl.TLSVersion[env["NEWEST"]]
if env.get("NAME"):
    context.sni_callback = lambda _, name, __: None if name == env["NAME"] else ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME


def answer(raw):
    try:
        with context.wrap_socket(raw, server_side=True) as client:
            if client.recv(65536):
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 16\r\nConnection: close\r\n\r\n200 from tls.py\n")
    except OSError as error:
        print(error, flush=True)
        raw.close()


with socket.create_server(("127.0.0.1", int(env["PORT"]))) as server:
    while True:
        threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()
