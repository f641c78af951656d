#!/bin/sh
# The first process of a lab host: gives it host keys and a cgroup tree of its own, then becomes
# its init.
set -eu

mkdir -p /run/lock
ssh-keygen -A >/dev/null

# Docker 26 sets network options of its containers, so these must be writable. They are this
# host's own; the rest of /proc/sys is the machine's and stays read-only.
mkdir -p /run/proc
mount -t proc proc /run/proc
mount --bind /run/proc/sys/net /proc/sys/net
umount /run/proc
rmdir /run/proc

if [ "$(stat -f -c %T /sys/fs/cgroup)" = cgroup2fs ]; then
  mount -o remount,rw /sys/fs/cgroup
  exec /sbin/init
fi

# The engine is on cgroup v1, which systemd 257 refuses. Version 2 may be mounted beside it.
tree=/run/cgroup2
mkdir -p "$tree"
mount -t cgroup2 cgroup2 "$tree"

# The groups of lab hosts that are gone stay behind in the kernel: the next host sweeps.
for group in "$tree"/lab-*; do
  if grep -qs '^populated 0' "$group/cgroup.events"; then
    find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || :
  fi
done

# A host that starts at the same moment may have swept the group while it was still empty.
for attempt in 1 2 3 4 5; do
  group=$(mktemp -d "$tree/lab-XXXXXXXXXX")
  if echo $$ >"$group/cgroup.procs"; then
    break
  fi
  echo "attempt $attempt: $group was swept" >&2
done

# shellcheck disable=SC2016 # No expansion is wanted: the script is the argument.
exec unshare -C /bin/sh -c '
  umount /run/cgroup2
  rmdir /run/cgroup2
  umount -R /sys/fs/cgroup
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
  exec /sbin/init'
