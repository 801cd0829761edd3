"""bench/run [logs-error] [logs-access] [logs-gz] [logs-growth]: what `gatemedic logs` costs on generated logs, beside rg, zcat and GoAccess on the same files."""
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

from measure import in_turn, median, once

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 502
PEAK_BUDGET = 100
ACCESS_FORMAT = (
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $host $request_time '
    "$upstream_addr $upstream_status $upstream_connect_time $upstream_header_time $upstream_response_time"
)
GOACCESS = ["goaccess", "--no-global-config", "--no-progress", "--date-format=%d/%b/%Y", "--time-format=%H:%M:%S",
            '--log-format=%h - %e [%d:%t %^] "%r" %s %b "%R" "%u" %v %T %^']
# The ten commonest messages. rg takes the whole texts as an automaton and the telling parts, which are fewer bytes, as its packed search.
WHOLE = [
    "connect() failed (111: Connection refused)", "upstream timed out (110: Connection timed out)", "upstream prematurely closed connection",
    "recv() failed (104: Connection reset by peer)", "no live upstreams", "FastCGI sent in stderr", "an upstream response is buffered to a temporary file",
    "upstream server temporarily disabled", "failed (2: No such file or directory)", "upstream sent too big header",
]
TELLING = [
    "connect() failed (111", "upstream timed out (110", "upstream prematurely closed connection", "recv() failed (104", "no live upstreams",
    "FastCGI sent in stderr", "buffered to a temporary file", "upstream server temporarily disabled", "failed (2:", "upstream sent too big header",
]


def generator():
    subprocess.run(["dotnet", "build", f"{HERE}/logs", "-c", "Release", "-v", "quiet"], check=True, stdout=subprocess.DEVNULL)
    return f"{HERE}/../artifacts/bin/logs/release/logs"


def make(path, command):
    """The output of the command under that name, complete or not at all."""
    with open(f"{path}.part", "wb") as f:
        subprocess.run(command, check=True, stdout=f)
    os.replace(f"{path}.part", path)


@contextlib.contextmanager
def logs():
    """A function from kind and size to the path of such a log, generated when GATEMEDIC_BENCH_DIR has none; its pages are in memory."""
    kept = os.environ.get("GATEMEDIC_BENCH_DIR")
    folder = kept or tempfile.mkdtemp(prefix="gatemedic-bench-", dir="/var/tmp")

    def log(kind, size="1G", packed=False):
        path = f"{folder}/{kind}{'' if size == '1G' else '-' + size}.log"
        if not os.path.exists(path):
            make(path, [generator(), kind, "--size", size, "--seed", str(SEED)])
        if packed:
            if not os.path.exists(f"{path}.gz"):
                make(f"{path}.gz", ["gzip", "-c", path])
            path += ".gz"
        once(["cat", path])
        return path

    try:
        yield log
    finally:
        if not kept:
            shutil.rmtree(folder)


def rg(texts, path):
    return ["rg", "--mmap", "-c", "-F", *(part for text in texts for part in ("-e", text)), path]


def gatemedic(binary, *paths):
    return [binary, "logs", "--offline", "--format", "json", "--log-format", ACCESS_FORMAT, *paths]


def report(name, pair, other, budget):
    print(f"{name:34} {pair.a:6.2f} s, {pair.ratio:5.2f} x {other}'s {pair.b:5.2f} s (budget {budget:.1f} x)   peak {pair.peak:4.0f} MiB (budget {PEAK_BUDGET} MiB)", flush=True)


def beside_rg(name, command, path, budget):
    report(name, in_turn(command, rg(WHOLE, path)), "rg", budget)
    report("  against the shorter texts", in_turn(command, rg(TELLING, path), runs=5), "rg", budget)


def error(binary):
    with logs() as log:
        path = log("error")
        beside_rg("error log, 1 GiB", gatemedic(binary, path), path, 1.0)


def access(binary):
    with logs() as log:
        path = log("access")
        beside_rg("access log, 1 GiB; rg on the error log", gatemedic(binary, path), log("error"), 1.5)
        wall, _ = median(gatemedic(binary, path), runs=3)
        with tempfile.NamedTemporaryFile(suffix=".json") as out:
            goaccess, peak = once([*GOACCESS, "-o", out.name, path])
            parsed = json.load(out)["general"]
        print(f"{'  GoAccess once':34} {goaccess:6.1f} s, {goaccess / wall:5.0f} x gatemedic's {wall:5.2f} s (budget at least 100 x)   peak {peak:4.0f} MiB; it read {parsed['valid_requests']} of {parsed['total_requests']} lines")


def gz(binary):
    with logs() as log:
        paths = [log("error", packed=True), log("access", packed=True)]
        for path in paths:
            report(os.path.basename(path), in_turn(gatemedic(binary, path), ["zcat", path], runs=5), "zcat", 1.2)
        both = ["sh", "-c", 'zcat "$0" & zcat "$1" & wait', *paths]
        report("both", in_turn(gatemedic(binary, *paths), both, runs=5), "two zcat side by side", 1.2)


def growth(binary):
    with logs() as log:
        for kind in ("error", "access"):
            for size, gib in (("256M", 0.25), ("1G", 1), ("4G", 4), ("20G", 20)):
                if shutil.disk_usage("/var/tmp").free < (gib + 5) * 2**30:
                    print(f"{kind} log, {size}: no room for it in /var/tmp")
                    continue
                path = log(kind, size)
                wall, peak = median(gatemedic(binary, path), runs=3 if gib < 5 else 1)
                print(f"{kind} log, {size:4}   {wall:7.2f} s, {wall / gib:5.2f} s a GiB   peak {peak:4.0f} MiB (budget {PEAK_BUDGET} MiB)", flush=True)
                if gib > 1:
                    os.remove(path)


ALL = {"logs-error": error, "logs-access": access, "logs-gz": gz, "logs-growth": growth}
if __name__ == "__main__":
    for name in sys.argv[2:] or ALL:
        ALL[name](sys.argv[1])
