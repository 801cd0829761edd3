"""Runs whole processes and accounts for them: wall time and peak memory, median of several runs, two commands in turn where they are compared."""
import os
import statistics
import subprocess
import time
from collections import namedtuple

Pair = namedtuple("Pair", "ratio a b peak")


def once(command, allowed=(0, 1)):
    """Wall seconds and peak resident MiB of one run; its exit code must be one of the allowed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise SystemExit(f"{command}: exit {process.returncode}")
    return wall, usage.ru_maxrss / 1024


def median(command, runs=7, **options):
    """Median wall seconds and largest peak MiB, after one run that is not counted."""
    once(command, **options)
    figures = [once(command, **options) for _ in range(runs)]
    return statistics.median(wall for wall, _ in figures), max(peak for _, peak in figures)


def in_turn(a, b, runs=7):
    """Two commands pair by pair: the median of the ratios of wall times a/b, their median wall seconds, the largest peak MiB of a."""
    once(a), once(b)
    pairs = [(once(a), once(b)) for _ in range(runs)]
    return Pair(
        ratio=statistics.median(x / y for (x, _), (y, _) in pairs),
        a=statistics.median(x for (x, _), _ in pairs),
        b=statistics.median(y for _, (y, _) in pairs),
        peak=max(peak for (_, peak), _ in pairs),
    )


def ratio(a, b, runs=15):
    """Median of the ratios of wall times a/b, pair by pair in turn."""
    return in_turn(a, b, runs).ratio
