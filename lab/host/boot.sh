#!/bin/bash
# First process of a tiny host: gives its namespaces private directories and a machine they cannot write to, then stays as init until its input ends.
# usage: boot.sh LAB_DIRECTORY PROGRAM_UNDER_TEST|-
set -e
lab=$1 program=$2
mount --make-rprivate /
mount -t tmpfs -o mode=755 lab /mnt
cp -r "$lab/host/bin" "$lab/apps" /mnt/
mkdir /mnt/pid /mnt/out
touch /mnt/bin/gatemedic
[ "$program" = - ] || mount --bind "$program" /mnt/bin/gatemedic

cp -a /etc /mnt/etc
mount --bind /mnt/etc /etc
rm -f /etc/nginx/sites-enabled/default
printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.1.1 shop\n' > /etc/hosts
printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' > /etc/resolv.conf

cp -a /var/www /mnt/www
for directory in /home /opt /run /srv /var/log /var/lib/nginx /var/lib/php /var/www; do mount -t tmpfs -o mode=755 lab $directory; done
cp -a /mnt/www/. /var/www/
mount -t tmpfs -o mode=1777 lab /tmp
mkdir -p -m 1733 /var/lib/php/sessions
mkdir -p /run/php /var/log/nginx

# Only in this mount namespace: whatever a scenario writes elsewhere fails instead of reaching the machine.
mount -o remount,bind,ro /

hostname shop
ip link set lo up
# A second address of this host, reachable only in here.
ip link add eth0 type veth peer name far0
ip address add 10.77.0.1/24 dev eth0
ip link set eth0 up
ip link set far0 up

cd /
echo ready
# bash reaps the orphans of this namespace while it reads; when the lab ends or lets go, so does every process in here.
while read -r _; do :; done
