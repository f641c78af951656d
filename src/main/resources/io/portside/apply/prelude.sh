# shellcheck shell=sh
# What both scripts begin with. POSIX sh: dash, bash, BusyBox ash.
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY # none stands between the host and itself
# bash before 5.1 keeps here-documents in files, and skips the loop that reads one where it cannot.
[ ! -w /run ] || TMPDIR=/run
umask 022
cd / || exit 1

nl='
'
state=/var/lib/portside
socket=/var/run/docker.sock

# emit KEY VALUE: one frame. The length in bytes, so that no value can pass for a frame.
emit() {
  printf '@%s %d\n%s\n' "$1" "${#2}" "$2"
}

emit portside 1

has() {
  command -v "$1" >/dev/null 2>&1
}

# limited SECONDS COMMAND...: 124 where it took longer. Children must not hold the lock (fd 9).
if has timeout; then
  limited() {
    timeout "$@" 9>&-
  }
else
  limited() {
    limit=$1
    shift
    "$@" 9>&- &
    child=$!
    # Both may have inherited that TERM is ignored.
    ( sleep "$limit" && kill -KILL "$child" ) >/dev/null 2>&1 9>&- &
    watch=$!
    wait "$child"
    code=$?
    kill -KILL "$watch" 2>/dev/null && return "$code"
    return 124
  }
fi

# The engine as a client on the host sees it.
at=unix://$socket
engine() {
  limited 20 docker -H "$at" "$@"
}

# Where that is. A dockerd that was told TCP addresses only does not serve the local socket, though
# systemd may have handed it one: it does not wait for clients there, and they would wait for ever.
find_engine() {
  at=unix://$socket
  listeners
  tcp=
  while read -r _ _ _ local rest; do
    case $rest in
    *dockerd*) tcp=$local ;;
    esac
  done <<END
$sockets
END
  [ -n "$tcp" ] && dockerd_pid && [ "$pid" != 0 ] || return 0
  waits=$(grep -h '^tfd:' "/proc/$pid/fdinfo/"* 2>/dev/null) # epoll's list: proc(5)
  while read -r inode; do
    [ -n "$inode" ] || break
    case $waits in
    *"ino:$(printf %x "$inode") "*) return 0 ;;
    esac
  done <<END
$(sed -n 's/.* \([0-9]*\) .*\/run\/docker\.sock$/\1/p' /proc/net/unix 2>/dev/null)
END
  case $waits:$tcp in
  *ino:*:[*]:* | *ino:*:0.0.0.0:* | *ino:*:'[::]:'* | *ino:*::::*) at=tcp://127.0.0.1:${tcp##*:} ;;
  *ino:*) at=tcp://$tcp ;;
  esac
}

# All listeners with their owners, by the first tool there is; its name goes to $via.
listeners() {
  if has ss; then
    via=ss
    sockets=$(ss -Hltnp 2>/dev/null)
  elif has netstat; then
    via=netstat
    sockets=$(netstat -ltnp 2>/dev/null)
  else
    via=proc
    sockets=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
  fi
}

# The pid of the running dockerd of the system, or 0. A file may be left over, and its pid reused.
dockerd_pid() {
  pid=0
  if [ -r /var/run/docker.pid ]; then
    read -r pid </var/run/docker.pid || :
    comm=
    [ -r "/proc/$pid/comm" ] && read -r comm <"/proc/$pid/comm"
    [ "$comm" = dockerd ] || pid=0
  fi
}
