"""bench/run config [growth]: what `gatemedic config` costs on generated configurations, beside `nginx -t` on the same files."""
import os
import random
import shutil
import sys
import tempfile

from measure import median, once, ratio

SEED = 502
FILES = 200


def server(random, i, upstreams):
    """About 600 bytes: names, TLS, a few locations of the usual kinds."""
    locations = "".join(
        f"""
        location {random.choice(["/", "/api/", "/static/", "= /health", "^~ /media/", "~ [.]php$"])}{'' if n == 0 else f'x{n}'} {{
            proxy_pass http://app{random.randrange(upstreams)};
            proxy_set_header Host $host;  # as the client asked
            proxy_read_timeout {random.randint(5, 120)}s;
        }}"""
        for n in range(2)
    )
    return f"""
    server {{
        listen 127.0.0.1:{8000 + i % 1000};
        server_name shop{i}.example www.shop{i}.example;
        root /srv/shop{i}/public;
        access_log off;
        client_max_body_size {random.randint(1, 64)}m;
        location @fallback{i % 7} {{
            return 302 "https://shop{i}.example/?from=$uri";
        }}{locations}
    }}
"""


def generate(folder, servers, upstreams=1000, seed=SEED):
    """nginx.conf and FILES files beside it; gives the path of the first and the bytes of all."""
    choice = random.Random(seed)
    os.makedirs(f"{folder}/conf.d")
    with open(f"{folder}/nginx.conf", "w") as f:
        f.write("worker_processes 1;\nevents { worker_connections 1024; }\nhttp {\n    server_names_hash_max_size 1048576;\n    server_names_hash_bucket_size 128;\n")
        for i in range(upstreams):
            f.write(f"    upstream app{i} {{ server 127.0.0.1:{10000 + i} weight={choice.randint(1, 9)}; server 127.0.0.1:{20000 + i} backup; keepalive 8; }}\n")
        f.write("    include conf.d/*.conf;\n}\n")
    for n in range(FILES):
        with open(f"{folder}/conf.d/{n:03}.conf", "w") as f:
            f.writelines(server(choice, i, upstreams) for i in range(n, servers, FILES))
    return f"{folder}/nginx.conf", sum(os.path.getsize(os.path.join(d, name)) for d, _, names in os.walk(folder) for name in names)


def staged(servers, work):
    folder = tempfile.mkdtemp(prefix="gatemedic-bench-")
    try:
        work(folder, *generate(folder, servers))
    finally:
        shutil.rmtree(folder)


def config(binary):
    def work(folder, conf, size):
        nginx = ["nginx", "-t", "-q", "-p", folder, "-c", conf, "-e", "stderr", "-g", f"pid {folder}/pid;"]
        print(f"10,000 servers, {size / 1e6:.1f} MB in {FILES + 1} files; nginx -t takes {median(nginx, runs=3)[0]:.2f} s")
        measured = {}
        for format in ("json", "text"):
            command = [binary, "config", "--conf", conf, "--format", format]
            wall, peak = median(command, allowed=(0,))
            measured[format] = command
            print(f"  config --format {format:4}  {wall:6.3f} s, {ratio(command, nginx, runs=7):.2f} of nginx -t (budget 0.50)   peak {peak:4.0f} MiB, {peak * 1048576 / size:4.1f} x the text (budget 20 x)")
        route = [binary, "route", "--conf", conf, "http://shop77.example:8077/api/x0"]
        wall, peak = median(route, allowed=(0,))
        against = ", ".join(f"{ratio(route, command):.2f} of config --format {format}" for format, command in measured.items())
        print(f"  route                {wall:6.3f} s, {against} (budget 1.20)   peak {peak:4.0f} MiB, {peak * 1048576 / size:4.1f} x the text")
    staged(10_000, work)


def growth(binary):
    for servers in (1_000, 10_000, 100_000):
        def work(folder, conf, size):
            figures = [median([binary, "config", "--conf", conf, "--format", format], runs=3, allowed=(0,)) for format in ("json", "text")]
            print(f"  {servers:7} servers, {size / 1e6:5.1f} MB: " + ", ".join(f"{name} {wall:6.3f} s, {peak:4.0f} MiB" for name, (wall, peak) in zip(("json", "text"), figures)))
        staged(servers, work)


ALL = {"config": config, "growth": growth}
if __name__ == "__main__":
    for name in sys.argv[2:] or ALL:
        ALL[name](sys.argv[1])
