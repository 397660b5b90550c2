#!/bin/sh
# `npx platc …` of a page, as this repository's own build. It answers where a reader would be asked. What only looks, and
# what all environments share, is of the project as it is written, PLATC_WRITTEN: in the one that is deployed, dev and prod
# lie on this machine.
[ "${1-}" = platc ] || exit 64
shift
written=no
case "${1-}" in
  deploy | rollback | restart) set -- "$@" --yes ;;
  sandbox) [ "${2-}" = reset ] && set -- "$@" --yes ;;
  destroy) case "$*" in *--confirm* | *--list*) ;; *) set -- "$@" --confirm DESTROY ;; esac ;;
  cost | policy | validate | explain) written=yes ;;
  plan) case "$*" in *--offline* | *--base*) written=yes ;; esac ;;
esac
case "$*" in *"--env common"*) written=yes ;; esac
[ $written = yes ] && [ -n "${PLATC_WRITTEN-}" ] && set -- "$@" --cwd "$PLATC_WRITTEN"
exec "$PLATC_NODE" "$PLATC_CLI" "$@"
