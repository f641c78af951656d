# shellcheck shell=sh disable=SC2154
# Tells all that planner and messages need of this host. It only reads, and it wakes nothing:
# docker.socket would start a stopped docker for the first client that asks, so none is asked.
# $data: the backup to show, "previous" or "original"; empty for none.

max=262144 # bytes of one file
backup=

# show FILE...: metadata and content of each that exists.
show() {
  for f; do
    shift
    if [ -e "$f" ] || [ -L "$f" ]; then
      set -- "$@" "$f"
    fi
  done
  [ $# -gt 0 ] || return 0
  emit stat "$(stat -c '%F|%a|%u|%g|%s|%n' "$@" 2>/dev/null)"
  emit sha256 "$(sha256sum "$@" 2>/dev/null)"
  for f; do
    if [ -f "$f" ] && [ -r "$f" ]; then
      content=$(head -c "$max" "$f"; echo .)
      emit "file:$f" "${content%.}"
    fi
  done
}

emit uid "$(id -u)"
tools=
for t in systemctl service docker dockerd ss netstat ip flock timeout curl wget journalctl podman nft iptables; do
  has "$t" && tools="$tools $t"
done
emit tools "${tools# }"
emit dockerd "$(command -v dockerd)"

init=other
[ -x /etc/init.d/docker ] && init=sysvinit
units=
active=no
dockerd_pid
if [ -d /run/systemd/system ]; then
  init=systemd
  units=$(limited 20 systemctl show docker.service docker.socket containerd.service -p Id,LoadState,ActiveState,SubState,Result,UnitFileState,MainPID,NeedDaemonReload,DropInPaths,FragmentPath,KillMode,ExecMainStatus,InactiveExitTimestampMonotonic,ActiveEnterTimestampMonotonic,EnvironmentFiles)
  case ${units%%"$nl$nl"*} in
  *"${nl}ActiveState=active"*) active=yes ;;
  esac
else
  [ "$pid" != 0 ] && active=yes
fi
emit init "$init"
emit units "$units"
emit pid "$pid"
[ "$pid" != 0 ] && emit cmdline "$(tr '\0' '\n' <"/proc/$pid/cmdline")"

fragment=
case $units in
*FragmentPath=/*)
  fragment=${units#*FragmentPath=}
  fragment=${fragment%%"$nl"*}
  ;;
esac
show /etc/docker/daemon.json /etc/default/docker "$fragment" \
  /etc/systemd/system/docker.service.d/*.conf /run/systemd/system/docker.service.d/*.conf \
  /usr/local/lib/systemd/system/docker.service.d/*.conf /usr/lib/systemd/system/docker.service.d/*.conf \
  /lib/systemd/system/docker.service.d/*.conf /etc/systemd/system/service.d/*.conf
while IFS= read -r line; do
  case $line in
  "EnvironmentFiles=/etc/default/docker "*) ;;
  EnvironmentFiles=*)
    line=${line#EnvironmentFiles=}
    show "${line% (ignore_errors=*}"
    ;;
  esac
done <<END
$units
END

listeners
emit "listeners:$via" "$sockets"
[ "$via" = proc ] && [ "$pid" != 0 ] && emit fds "$(ls -l "/proc/$pid/fd" 2>/dev/null)"

if has ip; then
  emit addresses "$(ip -o addr show 2>/dev/null)"
fi

if [ "$active" = yes ] && has docker; then
  find_engine
  info=$(engine info --format '{{json .}}' 2>/dev/null)
  emit info "$info"
  case $info in
  *'"ContainersRunning":0,"ContainersPaused":0,'*) ;;
  *'"ContainersRunning":'*)
    ids=$(engine ps -q --no-trunc)
    # shellcheck disable=SC2086 # ids are words
    emit running "$(engine inspect -f '{{.Id}} {{.State.Pid}} {{.HostConfig.RestartPolicy.Name}} {{.Name}}' $ids 2>/dev/null)"
    ;;
  esac
else
  has dockerd && emit version "$(limited 10 dockerd --version 2>/dev/null)"
  if [ "$init" = systemd ] && has journalctl; then
    emit log "$(limited 20 journalctl -u docker.service -n 40 -o cat --no-pager 2>/dev/null)"
  elif [ -r /var/log/docker.log ]; then
    emit log "$(tail -n 40 /var/log/docker.log)"
  fi
fi

other=
[ -d /var/snap/docker ] && other="$other snap"
for s in /run/user/*/docker.sock /home/*/.config/systemd/user/docker.service; do
  [ -e "$s" ] && other="$other rootless"
done
if has docker && ! has dockerd && head -c 400 "$(command -v docker)" | grep -q podman; then
  other="$other podman"
fi
[ -d /opt/docker-desktop ] && other="$other desktop"
emit other "${other# }"
firewalls=
if [ -r /etc/ufw/ufw.conf ]; then
  while IFS= read -r line; do
    [ "$line" != ENABLED=yes ] || firewalls=ufw
  done </etc/ufw/ufw.conf
fi
[ -d /run/firewalld ] && firewalls="$firewalls firewalld"
emit firewalls "${firewalls# }"
rules=
if [ "$active" = yes ]; then
  has iptables && rules=$(limited 5 iptables -S INPUT 2>/dev/null | head -c 16384)
  has nft && rules=$rules$nl$(limited 5 nft list ruleset 2>/dev/null | head -c 65536)
fi
emit rules "$rules"
[ -d "$socket" ] && emit socket directory

if [ -r "$state/journal" ]; then
  emit journal "$(head -c 16384 "$state/journal")"
fi
# The lock is shared for a moment only: a run that wants it tries again.
if [ -s "$state/holder" ] && has flock && ! flock -sn "$state/lock" true; then
  emit lock "$(head -c 200 "$state/holder")"
fi
manifest=
case $data in
previous)
  [ ! -s "$state/previous" ] || read -r backup <"$state/previous"
  [ -z "$backup" ] || manifest=$state/backups/$backup/manifest
  ;;
original) [ ! -s "$state/original" ] || manifest=$state/original ;;
esac
if [ -n "$manifest" ]; then
  backup=$(head -c 16384 "$manifest" 2>&1)
  emit "backup:$data" "$backup"
  emit left "$(head -c 16384 "$state/left" 2>/dev/null)"
  set --
  while read -r was stored _; do
    [ "$was" != present ] || set -- "$@" "$state/backups/$stored"
  done <<END
$backup
END
  show "$@"
fi
emit end ''
