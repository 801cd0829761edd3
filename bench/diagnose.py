"""bench/run [refused] [peers] [log] [version]: what `diagnose` costs on staged hosts. A private nginx on loopback, removed afterwards."""
import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from measure import median, ratio

HERE = os.path.dirname(os.path.abspath(__file__))
PROBE_TIMEOUT = 2.0


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def nginx(http):
    """A running private nginx; gives the paths of its configuration and error log."""
    folder = tempfile.mkdtemp(prefix="gatemedic-bench-")
    conf, log = f"{folder}/nginx.conf", f"{folder}/error.log"
    user = "user root;" if os.getuid() == 0 else ""
    with open(conf, "w") as f:
        f.write(f"{user} daemon off; pid {folder}/pid; error_log {log}; events {{}} http {{ access_log off; {http} }}")
    process = subprocess.Popen(["nginx", "-p", folder, "-c", conf, "-e", log])
    try:
        while not os.path.exists(f"{folder}/pid"):
            if process.poll() is not None:
                raise SystemExit("the private nginx does not start")
            time.sleep(0.01)
        yield conf, log
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def serve(answering, silent):
    """Threads of one process: sockets that answer every request, and sockets that take it and say nothing."""
    def loop():
        poll = select.poll()
        by_fd = {s.fileno(): s for s in answering}
        for fd in by_fd:
            poll.register(fd, select.POLLIN)
        while True:
            for fd, _ in poll.poll():
                client, _ = by_fd[fd].accept()
                client.settimeout(2)
                with client, contextlib.suppress(OSError):
                    client.recv(4096)
                    client.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")
    for s in answering + silent:
        s.listen(64)
    threading.Thread(target=loop, daemon=True).start()


def bound():
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    return s


def report(name, wall, peak, budget):
    print(f"{name:42} {wall:6.3f} s  (budget {budget:.1f} s)   peak {peak:5.0f} MiB  (budget 120 MiB)")


def refused(binary):
    with nginx(f"server {{ listen 127.0.0.1:{free_port()}; location / {{ proxy_pass http://127.0.0.1:{free_port()}; }} }}") as (conf, _):
        report("one refused upstream", *median([binary, "diagnose", "--conf", conf]), 0.5)


def peers(binary):
    answering, silent = [bound() for _ in range(180)], [bound() for _ in range(20)]
    serve(answering, silent)
    servers = "".join(f"server 127.0.0.1:{s.getsockname()[1]};" for s in answering + silent)
    http = f"upstream many {{ {servers} }} server {{ listen 127.0.0.1:{free_port()}; location / {{ proxy_pass http://many; }} }}"
    with nginx(http) as (conf, _):
        report("200 peers, 20 of them silent", *median([binary, "diagnose", "--conf", conf], runs=3), PROBE_TIMEOUT + 0.5)


def log(binary):
    """The same host with a small and with a 10 GB error log; the difference is the cost of the log."""
    port, dead = free_port(), free_port()
    with nginx(f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{dead}; }} }}") as (conf, path):
        line = "{} [error] 7#7: *{} connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: \"GET /{} HTTP/1.1\", upstream: \"http://127.0.0.1:" + str(dead) + "/\", host: \"shop.example\"\n"

        def lines(seconds_ago, count):
            stamp = time.strftime("%Y/%m/%d %H:%M:%S", time.localtime(time.time() - seconds_ago))
            return "".join(line.format(stamp, i, i) for i in range(count)).encode()

        recent = b"".join(lines(900 - 10 * i, 300) for i in range(88))
        with open(path, "wb") as f:
            f.write(recent)
        small, _ = median([binary, "diagnose", "--conf", conf])
        with open(path, "wb") as f:
            for i in range(160):
                block = lines(86400 * 9 - 4000 * i, 1000)
                f.write(block * (64_000_000 // len(block)))
            f.write(recent)
        os.sync()
        size = os.path.getsize(path) / 1e9
        large, peak = median([binary, "diagnose", "--conf", conf])
        report(f"{size:.1f} GB error log, 15 minutes matter: extra", large - small, peak, 0.5)


def version(binary):
    out = f"{HERE}/../artifacts/empty"
    if not os.path.exists(f"{out}/empty"):
        subprocess.run(["dotnet", "publish", f"{HERE}/empty", "-c", "Release", "-o", out, "-v", "quiet"], check=True, stdout=subprocess.DEVNULL)
    print(f"{'--version against an empty .NET program':42} {ratio([binary, '--version'], [f'{out}/empty']):6.2f} x  (budget 2.0 x)")


if __name__ == "__main__":
    all_of_them = {"refused": refused, "peers": peers, "log": log, "version": version}
    print(f"{os.cpu_count()} processors, {os.uname().machine}, Linux {os.uname().release}")
    for name in sys.argv[2:] or all_of_them:
        all_of_them[name](sys.argv[1])
