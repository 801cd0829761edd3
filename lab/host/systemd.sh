#!/bin/bash
# A tiny host with systemd as its first process: units, journald, restarts, start limits, MemoryMax are the real ones. Its file system is the
# machine's own, with a layer in memory over it, so nothing has to be built and nothing outlives it.
# usage: systemd.sh LAB_DIRECTORY PROGRAM_UNDER_TEST|-      (runs outside; ends with its input)
set -e
hierarchies=()
for hierarchy in systemd memory cpu,cpuacct cpu cpuacct pids; do
  # A mount that is one of several names stands here under each of them, by link.
  [ -d /sys/fs/cgroup/$hierarchy ] && [ ! -L /sys/fs/cgroup/$hierarchy ] && hierarchies+=("/sys/fs/cgroup/$hierarchy")
done
[ -e /sys/fs/cgroup/cgroup.controllers ] && hierarchies=(/sys/fs/cgroup)
name=gatemedic-lab-$$
leave() {
  set +e
  [ -n "$unshare" ] && { kill -KILL $unshare; wait $unshare; } 2>/dev/null
  # Its processes take a moment to go.
  for hierarchy in "${hierarchies[@]}"; do
    for turn in $(seq 100); do
      find "$hierarchy/$name" -depth -type d -exec rmdir {} \; 2>/dev/null
      [ -e "$hierarchy/$name" ] || break
      sleep 0.02
    done
  done
}
trap leave EXIT
for hierarchy in "${hierarchies[@]}"; do mkdir "$hierarchy/$name"; done
(
  for hierarchy in "${hierarchies[@]}"; do echo $BASHPID > "$hierarchy/$name/cgroup.procs"; done
  exec unshare --mount --pid --fork --net --uts --ipc --cgroup --mount-proc --kill-child bash "${BASH_SOURCE[0]%.sh}-init.sh" "$@" </dev/null >&2
) &
unshare=$!
for turn in $(seq 200); do
  init=$(cat /proc/$unshare/task/$unshare/children 2>/dev/null | tr -d ' ') || true
  [ -n "$init" ] && [ "$(cat /proc/$init/comm 2>/dev/null)" = systemd ] && [ -S /proc/$init/root/run/systemd/private ] && break
  [ -e /proc/$unshare ] || exit 1
  sleep 0.05
done
# "degraded" is what a host is called that has a failed unit.
state=$(nsenter -t $init --mount --pid --cgroup timeout 20 systemctl is-system-running --wait) || true
[ "$state" = running ] || { echo "systemd is $state" >&2; nsenter -t $init --mount --pid --cgroup systemctl --failed --no-pager >&2; exit 1; }
echo "ready $init"
while read -r _; do :; done
