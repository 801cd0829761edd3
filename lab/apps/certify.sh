#!/bin/sh
# Certificates of the lab, into the current directory: certify.sh ISSUER NAME [DNS-NAME...]. ISSUER - signs itself; no DNS name makes an authority.
# FROM and TO (YYYYMMDDHHMMSSZ) are its time. NAME.pem, NAME.key, and NAME.chain.pem with the issuers below the root.
set -eu
issuer=$1 name=$2
shift 2
if [ $# -eq 0 ]; then
  printf 'basicConstraints=critical,CA:TRUE\n' >"$name.ext"
else
  printf 'basicConstraints=CA:FALSE\nsubjectAltName=%s\n' "$(printf 'DNS:%s,' "$@" | sed 's/,$//')" >"$name.ext"
fi
printf '[ca]\ndefault_ca=lab\n[lab]\ndatabase=index\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\nunique_subject=no\nrand_serial=yes\n[any]\ncommonName=supplied\n' >ca.conf
touch index
openssl req -new -newkey "${KEY:-ec}" ${CURVE--pkeyopt ec_paramgen_curve:prime256v1} -nodes -subj "/CN=$name" -keyout "$name.key" -out "$name.csr" 2>/dev/null
if [ "$issuer" = - ]; then sign="-selfsign -keyfile $name.key"; else sign="-cert $issuer.pem -keyfile $issuer.key"; fi
# shellcheck disable=SC2086
openssl ca -batch -config ca.conf $sign -in "$name.csr" -out "$name.pem" -notext -extfile "$name.ext" \
  -startdate "${FROM:-20200101000000Z}" -enddate "${TO:-20400101000000Z}" 2>certify.log || { cat certify.log; exit 1; }
cat "$name.pem" >"$name.chain.pem"
if [ "$issuer" != - ] && ! cmp -s "$issuer.pem" "$issuer.root"; then cat "$issuer.chain.pem" >>"$name.chain.pem"; fi
if [ "$issuer" = - ]; then cp "$name.pem" "$name.root"; fi
