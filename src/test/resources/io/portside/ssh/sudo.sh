#!/bin/sh
# Stands in for sudo: speaks its side of the dialogue as the file "mode" beside it says.
here=$(dirname "$0")
mode=$(cat "$here/mode")
prompt=
ask=yes
while [ "$1" != -- ]; do
  case $1 in
    -n) ask= ;;
    -p) prompt=$2; shift ;;
    -u) echo "$2" >"$here/user"; shift ;;
  esac
  shift
done
shift
tries=0
case $mode in
  open) exec "$@" ;;
  terminal) tty -s || { echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1; } ;;
  requiretty) echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1 ;;
  outsider) echo 'bob is not in the sudoers file.' >&2; exit 1 ;;
esac
if [ -z "$ask" ]; then
  echo 'sudo: a password is required' >&2
  exit 1
fi
echo 'We trust you have received the usual lecture.' >&2
while [ $tries -lt 3 ]; do
  printf %s "$prompt" >&2
  IFS= read -r word || exit 1
  tries=$((tries + 1))
  echo "$word" >>"$here/typed"
  cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\0' '\n' >>"$here/seen"
  [ "$word" = "$mode" ] && exec "$@"
  echo 'Sorry, try again.' >&2
done
echo 'sudo: 3 incorrect password attempts' >&2
exit 1
