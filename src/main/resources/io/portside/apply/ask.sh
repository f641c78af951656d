# shellcheck shell=sh disable=SC2154
# Asks the engine on its local socket for the path in $data, for a login that may not connect to the
# socket itself: docker's own client carries the bytes, as it does for ssh:// addresses.
# Its input is a pipe that stays open: its end would be taken for that of a client that has gone.

for folder in /run /tmp; do # a full or read-only /tmp is no reason to fail
  pipe=$(mktemp -u "$folder/portside.XXXXXX") && mkfifo -m 600 "$pipe" 2>/dev/null || continue
  exec 8<>"$pipe" && rm "$pipe"
  break
done
printf 'GET %s HTTP/1.0\r\nHost: docker\r\nUser-Agent: portside\r\n\r\n' "$data" >&8
answer=$(engine system dial-stdio <&8; echo .)
emit answer "${answer%.}"
emit end ''
