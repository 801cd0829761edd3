# The hosts on which the documents are read. Each stage is a function; fails() tells whether its site answers 502.
paste=/dev/null
told() { sed -nE 's/.*proxy_pass http:\/\/(127[0-9.]+:[0-9]+);.*/\1/p' "$site" | head -n 1; }
fails() { [ -n "${site:-}" ] && [ -e "$site" ] && [ -z "$(ss -Hltn "src = $(told)")" ]; }
# The fault once more, after a repair.
fault() { sed -i 's/127.0.0.1:3001;/127.0.0.1:3000;/' "$site" && reload; }

# Programs that a reader has and this host has not; their answers are those of the stage.
programs() {
  printf '#!/bin/sh\nexec "$@"\n' >/mnt/bin/sudo
  cat >/mnt/bin/docker <<'TEXT'
#!/bin/sh
# Enough of docker for a container "web" which is this host.
case $1 in
  compose) sed 's/^/web-1  | /' /var/log/nginx/access.log /var/log/nginx/error.log ;;
  logs) cat /var/log/nginx/access.log; cat /var/log/nginx/error.log >&2 ;;
  exec) shift 2; exec "$@" ;;
  *) echo "docker: not here: $*" >&2; exit 1 ;;
esac
TEXT
  printf '#!/bin/sh\ncat /var/log/nginx/access.log /var/log/nginx/error.log\n' >/mnt/bin/kubectl
  chmod 755 /mnt/bin/sudo /mnt/bin/docker /mnt/bin/kubectl
}

# What repairs and settings are kept in, for a machine whose disk may not be written.
home() {
  umount /var/lib/nginx /var/lib/php
  mount -t tmpfs -o mode=755 lab /var/lib
  mkdir /var/lib/nginx
  mount -t tmpfs -o mode=700 lab /root
  echo 'visitor:x:1000:1000::/home/visitor:/bin/bash' >>/etc/passwd
  echo 'visitor:x:1000:' >>/etc/group
}

start() { # NAME TCP COMMAND...; its output is its log
  setsid "${@:3}" >>"/var/log/$1.log" 2>&1 </dev/null &
  echo $! >"/mnt/pid/$1"
  await tcp "$2"
}

here() {
  ln -s /var/log/nginx/error.log /var/log/nginx/access.log /etc/nginx/
  printf 'client_max_body_size 8m;\n' >/etc/nginx/conf.d/uploads.conf
  printf 'http://shop.example%s/\nhttp://shop.example%s/cart\n' "$1" "$1" >/etc/nginx/urls.txt
  paste=/var/log/nginx/error.log
}

# Debian's nginx with one site, whose application came up on another port: the example of README.md.
shop() {
  site=/etc/nginx/sites-available/shop
  cat >$site <<'TEXT'
server {
    listen 80;
    server_name shop.example;

    location / {
        proxy_pass http://127.0.0.1:3000;
        include proxy_params;
    }
}
TEXT
  ln -s ../sites-available/shop /etc/nginx/sites-enabled/shop
  here ''
  mkdir -p /srv/shop && cp /mnt/apps/http.js /srv/shop/server.js
  (cd /srv/shop && PORT=3001 start shop 127.0.0.1:3001 setpriv --reuid www-data --regid www-data --init-groups node server.js)
  nginx
  for _ in 1 2 3; do curl -so /dev/null http://127.0.0.1/; done
  await log 'connect() failed (111'
  ln -s /var/log/shop.log /etc/nginx/app.log
}

# A second way through it, by TLS to an upstream of its own; whoever is asked to answers on 127.0.0.1:4000.
cart() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=shop.example -keyout /etc/nginx/shop.key -out /etc/nginx/shop.pem 2>/dev/null
  cat >/etc/nginx/conf.d/cart.conf <<'TEXT'
upstream api { server 127.0.0.1:4000; }
server {
    listen 443 ssl;
    server_name shop.example;
    ssl_certificate shop.pem;
    ssl_certificate_key shop.key;
    location /cart { proxy_pass http://api; }
}
TEXT
  reload
}
api() { (cd /srv/shop && start api 127.0.0.1:4000 python3 -m http.server 4000 --bind 127.0.0.1); }

# The same slip in the nginx of the tutorial, after one good request: the example of the guide.
first() {
  site=/etc/nginx/nginx.conf
  cat >$site <<'TEXT'
user www-data;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
events {}
http {
    access_log /var/log/nginx/access.log;
    include conf.d/*.conf;
    server {
        listen 127.0.0.1:8502;
        server_name shop.example;
        location / {
            proxy_pass http://127.0.0.1:3000;
        }
    }
}
TEXT
  here :8502
  mkdir -p /srv/shop && cd /srv/shop
  start shop 127.0.0.1:3000 python3 -um http.server 3000 --bind 127.0.0.1
  nginx
  curl -so /dev/null http://127.0.0.1:8502/
  stop shop
  start shop 127.0.0.1:3001 python3 -um http.server 3001 --bind 127.0.0.1
  curl -so /dev/null http://127.0.0.1:8502/
  await log 'connect() failed (111'
  ln -s /var/log/shop.log /etc/nginx/app.log
}

# Nothing runs yet: the page sets up what it needs, and this is what it makes.
bare() { site=/tmp/first/nginx.conf; }
