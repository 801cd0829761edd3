#!/bin/bash
# Boots the emulated machine and puts it to sleep (boot), or wakes it (wake) and stays until its input ends.
# usage: machine.sh boot IMAGES selinux|apparmor
#        machine.sh wake IMAGES selinux|apparmor LAB_DIRECTORY PROGRAM_UNDER_TEST|-    prints "ready PORT" when ssh answers there
set -euo pipefail
verb=$1 images=$2 kind=$3
run=$(mktemp -d "$images/run.XXXXXX")
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
qemu=

finish() {
  [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true
  rm -rf "$run"
}
trap finish EXIT

guest() {
  ssh -q -i "$images/key" -p "$port" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o ConnectTimeout=5 -o BatchMode=yes root@127.0.0.1 "$@"
}

# A command for qemu's own monitor; returns when it is done.
monitor() {
  python3 - "$run/monitor" "$1" <<'PYTHON'
import socket, sys
door = socket.socket(socket.AF_UNIX)
door.connect(sys.argv[1])
def prompt():
    text = b""
    while not text.rstrip().endswith(b"(qemu)"):
        more = door.recv(4096)
        if not more:
            break
        text += more
    return text
prompt()
door.sendall(sys.argv[2].encode() + b"\n")
if b"Error" in prompt():
    sys.exit(f"qemu: {sys.argv[2]} failed")
PYTHON
}

case $kind in
  selinux) module="security=selinux selinux=1 enforcing=1" ;;
  apparmor) module="security=apparmor apparmor=1 selinux=0" ;;
esac

# What a scenario needs of this machine comes on a disk of its own, which holds a tar archive; its size is always the same, since a sleeping
# machine wakes only with the devices that it went to sleep with.
disk=$images/$kind.qcow2 wake=() tools=$run/tools
if [ "$verb" = wake ]; then
  mkdir "$run/mnt" "$run/mnt/bin"
  cp "$4"/host/bin/* "$run/mnt/bin/"
  cp -r "$4/apps" "$run/mnt/"
  [ "$5" = - ] || cp "$5" "$run/mnt/bin/gatemedic"
  tar -cf "$tools" -C "$run/mnt" .
  rm -r "$run/mnt"
  cp --sparse=always "$disk" "$run/disk.qcow2"
  disk=$run/disk.qcow2 wake=(-loadvm asleep)
fi

truncate -s 256M "$tools"
# The program is compiled ahead for processors with AVX2; on one without, all of it would be compiled while it runs, which emulated takes minutes.
nice -n 10 qemu-system-x86_64 -machine q35 -accel tcg,thread=multi -cpu max -smp 2 -m 1024 -nodefaults -no-user-config -display none -no-reboot \
  -kernel "$images/vmlinuz" -initrd "$images/initrd" -append "root=/dev/vda rw console=ttyS0 mitigations=off $module" \
  -drive "file=$disk,format=qcow2,if=virtio,cache=unsafe" -drive "file=$tools,format=raw,if=virtio,readonly=on" "${wake[@]}" \
  -netdev "user,id=net0,restrict=on,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,netdev=net0,romfile= \
  -object rng-random,filename=/dev/urandom,id=random0 -device virtio-rng-pci,rng=random0 \
  -serial "file:$run/serial" -monitor "unix:$run/monitor,server,nowait" </dev/null >"$run/qemu" 2>&1 &
qemu=$!

for _ in $(seq 300); do
  guest true 2>/dev/null && break
  kill -0 $qemu 2>/dev/null || { cat "$run/qemu" >&2; tail -n 20 "$run/serial" >&2; exit 1; }
  sleep 1
done

if [ "$verb" = boot ]; then
  guest 'systemctl is-system-running --wait; sync' || true
  monitor "savevm asleep"
  monitor quit || true
  wait $qemu || true
  qemu=
  exit
fi

# Awake, its clock stands where it fell asleep.
guest "date -s @$(date +%s) >/dev/null; mkdir -p /mnt/pid /mnt/out; tar -xf /dev/vdb -C /mnt; chcon -R -t bin_t /mnt/bin 2>/dev/null || true"
echo "ready $port"
while read -r _; do :; done
