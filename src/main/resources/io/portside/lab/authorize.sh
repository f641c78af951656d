#!/bin/sh
# Lets a public key log in to a lab host. Arguments: the key, then the users.
set -eu
key=$1
shift
for user in "$@"; do
  home=$(getent passwd "$user" | cut -d: -f6)
  install -d -o "$user" -g "$user" -m 700 "$home/.ssh"
  printf '%s\n' "$key" >>"$home/.ssh/authorized_keys"
  chown "$user:$user" "$home/.ssh/authorized_keys"
  chmod 600 "$home/.ssh/authorized_keys"
done
