# shellcheck shell=sh disable=SC2015,SC2154
# The engine's side of a transaction: its containers, its restart, whether it answers. The
# variables and fail() are transaction.sh's.

pause() {
  sleep 0.1 2>/dev/null || sleep 1
}

# What the daemon itself has said since the transaction began, or last, where the clock was set back
# meanwhile. Docker may be down.
log() {
  if [ "$init" = systemd ]; then
    limited 5 journalctl --sync >/dev/null 2>&1
    said=$(unit_log -n 60 --since "@$epoch")
    emit log "${said:-$(unit_log -n 20)}"
  elif [ -r /var/log/docker.log ]; then
    emit log "$(tail -n "+$log_from" /var/log/docker.log | tail -n 60)"
  fi
}

unit_log() {
  limited 5 journalctl -u docker.service -q -o cat --no-pager "$@" 2>/dev/null
}

# info FORMAT: false, and nothing said, where docker is down. To a template that would be a docker with nothing
# in it, and older clients call it no failure.
info() {
  told=$(engine info -f "{{if .ServerVersion}}$1{{end}}" 2>/dev/null) && [ -n "$told" ] && printf '%s\n' "$told"
}

# The data root and its storage driver.
root() {
  info '{{.DockerRootDir}} {{.Driver}}'
}

live_restore() {
  info '{{.LiveRestoreEnabled}}'
}

live_restore_is() {
  now
  begun=$ms
  until [ "$(live_restore)" = "$1" ]; do
    now
    [ $((ms - begun)) -lt 15000 ] || return 1
    pause
  done
}

hup() {
  dockerd_pid
  [ "$pid" != 0 ] && kill -HUP "$pid"
}

# Which process dockerd is: its pid and when it began, as a pid comes back.
identify_dockerd() {
  dockerd_pid
  identity="$pid 0"
  if [ "$pid" != 0 ] && read -r stat <"/proc/$pid/stat"; then
    # shellcheck disable=SC2086 # words
    set -- ${stat##*) }
    identity="$pid ${20}"
  fi
}

# $all the containers, $running those that run, each with its pid, $stay those that end without going. False
# where docker does not tell; one that goes meanwhile is no failure.
containers() {
  running='' stay=''
  all=$(engine ps -aq --no-trunc) || return 1
  [ -n "$all" ] || return 0
  # shellcheck disable=SC2086 # ids are words
  states=$(engine inspect -f '{{.Id}} {{.State.Pid}} {{.HostConfig.AutoRemove}}' $all 2>/dev/null) || [ $? = 1 ] || return 1
  while read -r cid cpid remove; do
    [ "$cpid" = 0 ] || running="$running$cid $cpid$nl"
    [ "$remove" = true ] || stay="$stay$cid$nl"
  done <<END
$states
END
}

# What must be there afterwards too.
snapshot() {
  rm -f "$ran"
  [ "$was_active" = yes ] || return 0
  find_engine
  root_before=$(root) && containers || fail engine-silent 'the docker engine does not answer on its local socket'
  images_before=$(engine image ls -aq --no-trunc)
  containers_before=$all running_before=$running stay_before=$stay
  [ "$keep" != idle ] || [ -z "$running" ] || fail changed-meanwhile 'a container was started since the host was read'
  printf '%s' "$running" >"$ran"
  [ "$init" = systemd ] || return 0
  dependents=
  for unit in $(limited 20 systemctl show docker.service -p RequiredBy,BoundBy,ConsistsOf); do
    unit=${unit#*=}
    case $unit in
    '' | docker.socket) ;;
    *) ! limited 20 systemctl -q is-active "$unit" || dependents="$dependents $unit" ;;
    esac
  done
  record "$backup/dependents" "$dependents"
}

# The running daemon learns live-restore, so that its stop leaves the containers alone.
keep_containers() {
  [ "$keep" = yes ] && wanted old-on && form old-on || return 0
  look "$form"
  awake=$found
  waking=yes
  replace "$form" /etc/docker/daemon.json || fail not-writable 'cannot replace /etc/docker/daemon.json'
  touched=yes
  hup
  live_restore_is true || fail live-restore-refused 'dockerd did not take live-restore, so its containers would have died'
  compare # that took a while
}

# docker.socket too: a client must not wake docker, and it does not begin anew under a service that runs.
halt() {
  if [ "$init" = systemd ]; then
    limited "$patience" systemctl stop docker.service docker.socket
  else
    limited 30 service docker stop
  fi
}

# Under sysvinit dockerd is a descendant of this shell: it must not inherit ignored signals. The
# subshell holds the lock, so that nobody recovers while it is still at it.
launch() {
  if [ "$init" = systemd ]; then
    systemctl reset-failed docker.service docker.socket >/dev/null 2>&1
    limited "$patience" systemctl restart docker.service
  else
    (
      trap - HUP INT PIPE TERM
      limited 60 service docker start
    )
  fi
}

# A start that is under way, of this transaction or of the boot, goes on: dockerd is not disturbed in it, and
# would die of SIGHUP.
settled() {
  now
  begun=$ms
  while starting && [ $((ms - begun)) -lt "${patience}000" ]; do
    pause
    now
  done
}

# Whether docker comes up or goes down.
starting() {
  if [ "$init" = systemd ]; then
    case $(limited 20 systemctl show docker.service -p ActiveState) in
    *activating) ;; # deactivating too
    *) return 1 ;;
    esac
  else
    dockerd_pid
    [ "$pid" != 0 ] && find_engine && ! engine version >/dev/null 2>&1
  fi
}

# listening ADDRESS PORT: dockerd owns it; ADDRESS * is any wildcard.
listening() {
  listeners
  while read -r line; do
    case "$1 $line " in
    "* "*" *:$2 "*dockerd* | "* "*" 0.0.0.0:$2 "*dockerd* | "* "*" [::]:$2 "*dockerd* | "* "*" :::$2 "*dockerd*) return 0 ;;
    *" $1:$2 "*dockerd* | *" [$1]:$2 "*dockerd*) return 0 ;;
    esac
  done <<END
$sockets
END
  [ "$via" = proc ] || return 1
  dockerd_pid
  hex=$(printf '%04X' "$2")
  fds=$(ls -l "/proc/$pid/fd" 2>/dev/null)
  while read -r _ local _ st _ _ _ _ _ inode _; do
    case $st:$local in
    0A:*":$hex") case $fds in *"socket:[$inode]"*) return 0 ;; esac ;;
    esac
  done <<END
$sockets
END
  return 1
}

# ping AUTHORITY: the API answers. No configuration file of root's may send this elsewhere.
ping() {
  if has curl; then
    [ "$(curl -q --noproxy '*' -gfs -m 5 "http://$1/_ping" 2>/dev/null)" = OK ]
  else
    limited 20 docker -H "tcp://$1" version -f '{{.Server.Version}}' >/dev/null 2>&1
  fi
}

answers() {
  looped=no
  while read -r address port url; do
    looped=yes
    [ -n "$address" ] || continue
    listening "$address" "$port" && ping "$url" || return 1
  done <<END
$listens
END
  [ "$looped" = yes ] || return 1
  [ -n "$listens" ] || { find_engine && engine version -f '{{.Server.Version}}' >/dev/null 2>&1; }
}

# systemd has waited for dockerd's own word; an init script has not waited at all.
await() {
  now
  begun=$ms
  until answers; do
    now
    [ $((ms - begun)) -lt "${patience}000" ] || return 1
    dockerd_pid
    [ "$pid" != 0 ] || [ $((ms - begun)) -lt 5000 ] || return 1
    pause
  done
}

# An init script says that all is well as soon as dockerd has been started, even if it ends at once.
not_up() {
  dockerd_pid
  [ "$pid" != 0 ] || fail start-failed 'dockerd ended again at once'
  fail not-listening 'dockerd runs but does not answer on the wanted address'
}

# Which containers that ran do not run under the pid they had.
restarted() {
  [ -n "$running_before" ] || return 0
  ids=
  while read -r cid _; do
    ids="$ids $cid"
  done <<END
$running_before
END
  # shellcheck disable=SC2086 # ids are words
  states=$nl$(engine inspect -f '{{.Id}} {{.State.Pid}}' $ids 2>/dev/null)$nl
  while read -r cid cpid; do
    case $states in
    *"$nl$cid $cpid$nl"*) ;;
    *) [ -z "$cid" ] || printf '%s\n' "$cid" ;;
    esac
  done <<END
$running_before
END
}

# The same data root, and in it what was there before. What is missing now somebody may have removed
# meanwhile; all of it missing is another matter.
still_there() {
  [ "$was_active" = yes ] || return 0
  at=unix://$socket # where the old one was asked elsewhere, too
  root_now=$(root) || root_now=$(root) ||
    fail engine-silent 'docker does not answer on its local socket any more'
  [ "$root_now" = "$root_before" ] || fail data-root-changed "data root and storage driver were $root_before and are now $root_now"
  containers=$(engine ps -aq --no-trunc) && images=$(engine image ls -aq --no-trunc) || { revive; return; }
  [ -z "$stay_before" ] || [ -n "$containers" ] || fail data-lost 'all containers are gone'
  [ -z "$images_before" ] || [ -n "$images" ] || fail data-lost 'all images are gone'
  [ "$containers" = "$containers_before" ] || missing "$containers" "$stay_before"
  [ "$images" = "$images_before" ] || missing "$images" "$images_before"
  revive
}

# missing HERE WANTED: ids, a line each.
missing() {
  for want in $2; do
    case $1 in
    *"$want"*) ;;
    *) emit gone "$want" ;;
    esac
  done
}

# systemd stopped the units that need docker with it, and starts them by itself after one good restart only. A
# container that should have lived through the restart may have ended by itself: it is not for us to start.
revive() {
  # shellcheck disable=SC2086 # names of units
  [ -z "$dependents" ] || limited 20 systemctl start --no-block $dependents >/dev/null 2>&1
  kept=yes
  for cid in $(restarted); do
    kept=no
    if [ "$keep" = yes ]; then
      emit ended "$cid"
    else
      engine start "$cid" >/dev/null 2>&1 || emit lost "$cid"
    fi
  done
}

# calm FORM: live-restore off again in the running daemon.
calm() {
  wanted "$1" || return 0
  keep_edit /etc/docker/daemon.json
  ! form "$1" || mv -f "$form" /etc/docker/daemon.json && hup && live_restore_is false ||
    emit note 'live-restore-left-on live-restore is still on in the running daemon; the next restart turns it off'
}

# Nothing here is worth another restart: every form of the file is the new configuration.
settle() {
  wanted new-off || return 0
  look /etc/docker/daemon.json
  if ! ours; then
    emit note 'live-restore-left-on someone else changed daemon.json meanwhile, so it was left as it is, with the live-restore key of the transaction'
    return 0
  fi
  calm new-off
  keep_edit /etc/docker/daemon.json
  if ! wanted new; then
    rm -f /etc/docker/daemon.json
  elif form new; then
    mv -f "$form" /etc/docker/daemon.json
  fi || emit note 'live-restore-left-on daemon.json still has the live-restore key of the transaction: it could not be written again'
}
