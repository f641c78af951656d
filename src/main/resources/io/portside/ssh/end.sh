# shellcheck shell=sh
# Ends a script that ran out of time: TERM to it and to what it waits for.
# $data: its process id and the digest on its command line, so that no other process is hit.

# shellcheck disable=SC2154,SC2086 # the bootstrap sets data; two words are wanted
set -- $data
grep -q "$2" "/proc/$1/cmdline" 2>/dev/null || exit 0
# shellcheck disable=SC2046 # a list of process ids
kill -TERM "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null)
