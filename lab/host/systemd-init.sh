#!/bin/bash
# First process of a host with systemd, until systemd takes its place: lays a layer in memory over the machine's file system and goes to live there.
# usage: systemd-init.sh LAB_DIRECTORY PROGRAM_UNDER_TEST|-
set -e
lab=$1 program=$2
mount --make-rprivate /
mount -t tmpfs -o mode=755 lab /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
cd /mnt/root

mount -t proc proc proc
# systemd-sysctl and the like would set values that this host shares with the machine.
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 cgroup sys/fs/cgroup
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mount -t cgroup2 cgroup sys/fs/cgroup
else
  for hierarchy in memory cpu cpuacct pids; do
    mkdir sys/fs/cgroup/$hierarchy
    mount -t cgroup -o $hierarchy cgroup sys/fs/cgroup/$hierarchy 2>/dev/null || rmdir sys/fs/cgroup/$hierarchy
  done
  mkdir sys/fs/cgroup/systemd
  mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
fi

mount -t tmpfs -o mode=755 dev dev
for node in null zero full random urandom tty; do touch dev/$node; mount --bind /dev/$node dev/$node; done
ln -s /proc/self/fd dev/fd
for number in 0 1 2; do ln -s fd/$number dev/$(echo stdin stdout stderr | cut -d' ' -f$((number + 1))); done
mkdir dev/shm dev/pts
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx

for directory in home opt srv tmp run var/log var/lib/nginx var/lib/php var/lib/systemd; do mount -t tmpfs -o mode=755 lab $directory; done
chmod 1777 tmp
mkdir -p -m 1733 var/lib/php/sessions
mkdir -p run/php var/log/nginx
rm -f etc/nginx/sites-enabled/default
printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.1.1 shop\n' > etc/hosts
rm -f etc/resolv.conf
printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' > etc/resolv.conf
rm -f etc/machine-id
echo 6761746d656469630000000000000001 > etc/machine-id

# Units of packages are there to be started; none starts by itself, and what prepares a whole machine is left out.
rm -rf etc/systemd/system lib/systemd/system/*.target.wants
mkdir -p etc/systemd/system
printf '[Unit]\nDescription=The lab\nRequires=systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket\nAfter=systemd-journald.service\nAllowIsolate=yes\n' > etc/systemd/system/default.target
ln -s /dev/null etc/systemd/system/systemd-journald-audit.socket
ln -s /dev/null etc/systemd/system/systemd-remount-fs.service
echo shop > etc/hostname

hostname shop
ip link set lo up
ip link add eth0 type veth peer name far0
ip address add 10.77.0.1/24 dev eth0
ip link set eth0 up
ip link set far0 up

# What the lab itself brings stands where the machine's file system was. It is taken along first: the lab may lie below a directory that is
# empty in the new root.
mkdir -p run/kit
cp -r "$lab/host/bin" "$lab/apps" run/kit/
[ "$program" = - ] || { touch run/kit/program; mount --bind "$program" run/kit/program; }
mkdir -p mnt
pivot_root . mnt
cd /
umount -l mnt
mount -t tmpfs -o mode=755 lab /mnt
cp -r /run/kit/bin /run/kit/apps /mnt/
mkdir /mnt/pid /mnt/out
touch /mnt/bin/gatemedic
[ "$program" = - ] || { mount --bind /run/kit/program /mnt/bin/gatemedic; umount /run/kit/program; }
rm -rf /run/kit
exec env -i container=lab PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 /lib/systemd/systemd --show-status=0 </dev/null >/dev/null
