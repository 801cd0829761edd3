#!/bin/bash
# A real nginx that is told a wrong port, on a machine of its own (unshare -mnpf --mount-proc), and the published program, which is killed
# when its journal holds so many lines. Prints a line for each: how it stands at the next run.
# $1: the program; $2: an empty directory; then the numbers of lines.
set -u
program=$1 place=$2
shift 2
export DOTNET_EnableDiagnostics=0
ip link set lo up
mkdir -p /var/lib/gatemedic "$place/html" && mount -t tmpfs -o mode=700 tmpfs /var/lib/gatemedic
cat >"$place/nginx.conf" <<CONF
user nobody nogroup; worker_processes 1; pid $place/nginx.pid; error_log $place/error.log info; events {}
http {
    access_log $place/access.log;
    server { listen 127.0.0.1:8080; location / { proxy_pass http://127.0.0.1:8001; } }
}
CONF
cp "$place/nginx.conf" "$place/as-before"
(cd "$place/html" && exec python3 -m http.server --bind 127.0.0.1 8002 >/dev/null 2>&1) &
/usr/sbin/nginx -p "$place" -c "$place/nginx.conf"
until curl -s -o /dev/null http://127.0.0.1:8002/; do sleep 0.05; done

answer() { curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/; }
# What must hold, whether it is as before or repaired.
stands() {
  local state=$("$program" fix --history --no-color | sed -n '1s/.*   //p')
  /usr/sbin/nginx -t -p "$place" -c "$place/nginx.conf" 2>/dev/null || echo "nginx -t fails"
  [ -z "$(find "$place" -name '*.gatemedic')" ] || echo "something is left beside it"
  case $state in
    proved) [ "$(answer)" = 200 ] && echo "repaired" ;;
    'taken back') cmp -s "$place/nginx.conf" "$place/as-before" && [ "$(answer)" = 502 ] && echo "as before" ;;
    *) echo "it stands as \"$state\"" ;;
  esac
}

# What an earlier round wrote in the logs would be a witness of another cause.
fail_anew() { : >"$place/access.log"; : >"$place/error.log"; answer >/dev/null; answer >/dev/null; }

for lines; do
  fail_anew
  "$program" fix --yes --no-color >"$place/said" 2>&1 &
  victim=$!
  while kill -0 $victim 2>/dev/null; do
    [ "$(cat /var/lib/gatemedic/repairs/*/journal 2>/dev/null | grep -c . )" -ge "$lines" ] && kill -9 $victim && break
    sleep 0.002
  done
  wait $victim 2>/dev/null
  [ -e /var/lib/gatemedic/repairs ] || cat "$place/said"
  "$program" fix --undo none --no-color >/dev/null 2>&1
  echo "killed: $(stands)"
  "$program" fix --undo --no-color >/dev/null 2>&1
  rm -rf /var/lib/gatemedic/repairs
done

fail_anew
"$program" fix --yes --no-color >"$place/said" 2>&1
said=$(stands)
echo "let live: $said"
[ "$said" = repaired ] || cat "$place/said"
"$program" fix --undo --no-color >"$place/said" 2>&1
echo "undone: $(stands)"
kill "$(cat "$place/nginx.pid")" %1
