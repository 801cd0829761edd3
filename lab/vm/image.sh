#!/bin/bash
# Builds the emulated machine from nothing, once: Debian 12 with a real systemd, nginx, and both security modules, booted and put to sleep twice,
# under SELinux enforcing and under AppArmor. Two minutes of network and processor, 1.2 GB; afterwards each scenario wakes it in seconds.
# usage: image.sh DIRECTORY
set -euo pipefail
lab=$1 here=$(dirname "$(readlink -f "$0")")
root=$lab/rootfs
mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
packages="linux-image-cloud-amd64 initramfs-tools selinux-basics selinux-policy-default auditd policycoreutils policycoreutils-python-utils
  apparmor openssh-server python3 iproute2 curl procps udev dbus kmod systemd-sysv nginx-light netbase"
mkdir -p "$lab"
[ -f "$lab/key" ] || ssh-keygen -q -t ed25519 -N '' -C lab -f "$lab/key"

furnish() {
  rm -rf "$root"
  debootstrap --variant=minbase bookworm "$root" "$mirror"
  printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"; chmod 755 "$root/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  # The kernel's modules for a virtual disk and network are named, so that the initrd stays small.
  mkdir -p "$root/etc/initramfs-tools/conf.d"
  echo MODULES=list > "$root/etc/initramfs-tools/conf.d/lab"
  printf '%s\n' virtio_pci virtio_blk virtio_net ext4 > "$root/etc/initramfs-tools/modules"
  mount -t proc proc "$root/proc"
  trap 'umount "$root/proc" 2>/dev/null || true' EXIT
  chroot "$root" apt-get update
  # shellcheck disable=SC2086
  chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages
  chroot "$root" update-initramfs -u
  chroot "$root" apt-get clean
  rm -f "$root/usr/sbin/policy-rc.d" "$root/etc/nginx/sites-enabled/default"
  sed -i 's/^SELINUX=.*/SELINUX=enforcing/' "$root/etc/selinux/config"
  echo shop > "$root/etc/hostname"
  printf '127.0.0.1 localhost shop\n::1 localhost\n' > "$root/etc/hosts"
  printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' > "$root/etc/resolv.conf"
  echo '/dev/vda / ext4 defaults,noatime 0 0' > "$root/etc/fstab"
  printf '[Match]\nName=en* eth*\n[Network]\nAddress=10.0.2.15/24\nGateway=10.0.2.2\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n' > "$root/etc/systemd/network/10-lab.network"
  chroot "$root" systemctl -q enable systemd-networkd ssh auditd apparmor
  chroot "$root" systemctl -q disable nginx
  chroot "$root" systemctl -q disable apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service 2>/dev/null || true
  chroot "$root" systemctl -q mask systemd-networkd-wait-online.service getty@tty1.service
  install -d -m 700 "$root/root/.ssh"
  install -m 600 "$lab/key.pub" "$root/root/.ssh/authorized_keys"
  # Labels are set here: a first boot that relabels under enforcing never ends. -m, because no mount of this machine has the seclabel option;
  # libselinux sets them through /proc, so that is mounted and then labelled by name.
  chroot "$root" setfiles -m -F -e /proc /etc/selinux/default/contexts/files/file_contexts /
  umount "$root/proc"
  python3 -c 'import os, sys; os.setxattr(sys.argv[1], "security.selinux", b"system_u:object_r:proc_t:s0\0")' "$root/proc"
  cp "$root"/boot/vmlinuz-* "$lab/vmlinuz"
  cp "$root"/boot/initrd.img-* "$lab/initrd"
  mke2fs -q -F -t ext4 -L root -E lazy_itable_init=1,lazy_journal_init=1 -d "$root" "$lab/disk.raw" 1400M
  rm -rf "$root"
}

# Boots one kind and keeps its sleeping state beside the disk.
sleep_as() {
  rm -f "$lab/$1.qcow2"
  qemu-img create -q -f qcow2 -b "$lab/disk.raw" -F raw "$lab/$1.qcow2"
  "$here/machine.sh" boot "$lab" "$1"
}

[ -f "$lab/disk.raw" ] || furnish >"$lab/image.log" 2>&1 || { tail -n 20 "$lab/image.log" >&2; exit 1; }
for kind in selinux apparmor; do
  [ -f "$lab/$kind.ready" ] || { sleep_as "$kind" && touch "$lab/$kind.ready"; }
done
