# shellcheck shell=sh disable=SC2015,SC2154
# Carries a plan out, alone: whatever happens to the controller or the network, docker ends up
# with either the whole new configuration or the whole old one. src/ARCHITECTURE.md tells why the
# steps are in this order.
# $data: the plan, a directive a line; file content follows its directive, a line behind each "+",
# a last line without line end behind "-". Nothing of it is evaluated.

id='' by='' init='' dockerd='' keep=no reload=no restart=no was_active=no
files='' listens='' dirs='' current='' since=0 touched=no stopped=no reloaded=no waking=no
downtime='' kept='' backup=

now() {
  read -r up _ </proc/uptime
  ms=$((${up%.*} * 1000 + (1${up#*.} - 100) * 10))
}

journal() {
  printf '%s\n' "$1" >>"$state/journal"
}

step() {
  now
  [ -n "$current" ] && emit step "$current $((ms - since))"
  current=$1 since=$ms
  [ -n "$1" ] && [ -n "$backup" ] && journal "step $1"
}

pause() {
  sleep 0.1 2>/dev/null || sleep 1
}

finish() {
  step ''
  [ -n "$downtime" ] && emit downtime "$downtime"
  [ -n "$kept" ] && emit kept "$kept"
  [ -n "$backup" ] && journal "end $1"
  emit result "$1"
  emit end ''
  exit 0
}

# fail CODE TEXT: the first cause; what was touched is put back.
fail() {
  emit cause "$1 $2"
  [ -n "$backup" ] && journal "cause $1 $2"
  if [ "$touched" = no ]; then
    unstage
    finish untouched
  fi
  log
  undo
  finish rolled-back
}

# What the daemon itself said since the transaction began.
log() {
  if [ "$init" = systemd ]; then
    limited 10 journalctl --sync >/dev/null 2>&1
    emit log "$(limited 20 journalctl -u docker.service --since "@$epoch" -n 60 -o cat --no-pager 2>/dev/null)"
  elif [ -r /var/log/docker.log ]; then
    emit log "$(tail -n 60 /var/log/docker.log)"
  fi
}

# exec with a redirection that fails would end this shell.
writable() {
  true >>"$1"
}

directives() {
  while IFS= read -r line; do
    value=${line#* }
    case $line in
    [+-]*) ;;
    'id '*) id=$value ;;
    'by '*) by=$value ;;
    'init '*) init=$value ;;
    'dockerd '*) dockerd=$value ;;
    'keep '*) keep=$value ;;
    'reload '*) reload=$value ;;
    'restart '*) restart=$value ;;
    'active '*) was_active=$value ;;
    'listen '*) listens=$listens$value$nl ;;
    'put '* | 'remove '*) files=$files$line$nl ;;
    'rmdir '*) dirs=$dirs$value$nl ;;
    esac
  done <<END
$data
END
}

staged() {
  printf '%s/.portside-%s' "${1%/*}" "${1##*/}"
}

# Leaves no trace of stage(): neither files nor directories.
unstage() {
  [ -n "$backup" ] || return 0
  while read -r _ _ path; do
    [ -z "$path" ] || rm -f "$(staged "$path")" "$(staged "$path").old"
  done <<END
$files
END
  while read -r was _ path; do
    [ "$was" != nodir ] || rmdir "$path" 2>/dev/null
  done <"$backup/manifest"
  return 0
}

# On the disk, not only in memory, before it counts. Old systems sync all or nothing.
flush() {
  sync "$@" 2>/dev/null || sync
}

lock() {
  has flock || fail tool-missing 'flock is not installed (package util-linux)'
  mkdir -p "$state/backups" && chmod 700 "$state" || fail state-unwritable "cannot create $state"
  writable "$state/lock" || fail state-unwritable "cannot write $state/lock"
  exec 9>>"$state/lock"
  flock -n 9 || fail locked "another run holds the lock: $(head -c 200 "$state/holder" 2>/dev/null)"
  printf '%s, pid %s, since %s\n' "$by" "$$" "$began" >"$state/holder"
}

# Someone else changed a file since the probe: stop before anything is touched.
compare() {
  while read -r _ expected path; do
    [ -n "$path" ] || continue
    if [ -L "$path" ]; then
      found='a link'
    elif [ -e "$path" ]; then
      found=$(sha256sum "$path" 2>/dev/null)
      found=${found%% *}
    else
      found=absent
    fi
    [ "$found" = "$expected" ] || fail changed-meanwhile "$path was changed by someone else since it was read"
  done <<END
$files
END
}

back_up() {
  mkdir -p "$state/backups/$id" && chmod 700 "$state/backups/$id" || fail state-unwritable "cannot write below $state"
  record "$state/backups/$id/manifest" "manifest of $id"
  n=0
  while read -r _ expected path; do
    [ -n "$path" ] || continue
    n=$((n + 1))
    if [ "$expected" = absent ]; then
      record "$state/backups/$id/manifest" "absent file-$n $path"
      [ -d "${path%/*}" ] || record "$state/backups/$id/manifest" "nodir file-$n ${path%/*}"
    else
      cp -a "$path" "$state/backups/$id/file-$n" || fail state-unwritable "cannot back up $path below $state"
      record "$state/backups/$id/manifest" "present file-$n $path"
    fi
  done <<END
$files
END
  rm -f "$state/journal"
  record "$state/journal" "begin $id $began $by"
  backup=$state/backups/$id
}

# A line that must not be lost, in a file that only root reads.
record() {
  (umask 077 && printf '%s\n' "$2" >>"$1") || fail state-unwritable "cannot write $1"
}

# Writes the new content beside each target, with the mode and owner of what it replaces; the
# daemon.json that only live during the transaction go to the backup: old and new, live-restore on
# and off. (A reload leaves live-restore alone where its key is absent: off must be said.)
stage() {
  while IFS= read -r line; do
    case $line in
    'put '*)
      path=${line#put * }
      [ -d "${path%/*}" ] || mkdir -p "${path%/*}" || fail not-writable "cannot create ${path%/*}"
      target=$(staged "$path")
      rm -f "$target"
      [ ! -f "$path" ] || cp -a "$path" "$target" || fail not-writable "cannot write to ${path%/*}"
      ;;
    old-on | old-off | new-off | new)
      target=$backup/$line
      [ ! -f /etc/docker/daemon.json ] || cp -a /etc/docker/daemon.json "$target" || fail state-unwritable "cannot write $target"
      ;;
    end) exec 4>&- ; continue ;;
    +*) printf '%s\n' "${line#+}" >&4 || fail not-writable "cannot write $target"; continue ;;
    -*) printf '%s' "${line#-}" >&4 || fail not-writable "cannot write $target"; continue ;;
    *) continue ;;
    esac
    writable "$target" || fail not-writable "cannot write $target"
    exec 4>"$target"
  done <<END
$data
END
  set -- "$backup"/*
  while read -r what _ path; do
    [ "$what" != put ] || set -- "$@" "$(staged "$path")"
  done <<END
$files
END
  flush "$@"
}

# Where this dockerd can judge a file (23.0 and newer), it does so before anything is touched.
validate() {
  new=$(staged /etc/docker/daemon.json)
  [ -f "$new" ] && [ -n "$dockerd" ] || return 0
  set --
  while IFS= read -r line; do
    case $line in
    'arg '*) set -- "$@" "${line#arg }" ;;
    esac
  done <<END
$data
END
  verdict=$(limited 20 "$dockerd" --validate --config-file "$new" "$@" 2>&1) && return 0
  case $verdict in
  *'unknown flag: --validate'*) return 0 ;;
  esac
  fail rejected-by-dockerd "$verdict"
}

live_restore_is() {
  tries=0
  until [ "$(engine info -f '{{.LiveRestoreEnabled}}' 2>/dev/null)" = "$1" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || return 1
    pause
  done
}

hup() {
  dockerd_pid
  [ "$pid" != 0 ] && kill -HUP "$pid"
}

replace() {
  beside=$(staged "$2").old
  cp -a "$1" "$beside" && flush "$beside" && mv -f "$beside" "$2"
}

# Before: what must be there afterwards too.
snapshot() {
  [ "$was_active" = yes ] || return 0
  root_before=$(engine info -f '{{.DockerRootDir}} {{.Driver}}') || fail engine-silent 'the docker engine does not answer on its local socket'
  images_before=$(engine image ls -aq --no-trunc)
  all=$(engine ps -aq --no-trunc)
  running_before='' stay_before=''
  [ -n "$all" ] || return 0
  # shellcheck disable=SC2086 # ids are words
  states=$(engine inspect -f '{{.Id}} {{.State.Pid}} {{.HostConfig.AutoRemove}}' $all 2>/dev/null)
  while read -r cid cpid remove; do
    [ "$cpid" = 0 ] || running_before="$running_before$cid $cpid$nl"
    [ "$remove" = true ] || stay_before="$stay_before$cid$nl"
  done <<END
$states
END
}

# The running daemon learns live-restore, so that its stop leaves the containers alone.
keep_containers() {
  [ "$keep" = yes ] && [ -f "$backup/old-on" ] || return 0
  touched=yes
  replace "$backup/old-on" /etc/docker/daemon.json || fail not-writable 'cannot write /etc/docker/daemon.json'
  waking=yes
  hup
  live_restore_is true || fail live-restore-refused 'dockerd did not take live-restore, so its containers would have died'
}

remove_dirs() {
  while read -r path; do
    [ -z "$path" ] || rmdir "$path" 2>/dev/null
  done <<END
$dirs
END
}

place() {
  touched=yes
  while read -r what _ path; do
    [ -n "$path" ] || continue
    if [ "$what" = put ]; then
      mv -f "$(staged "$path")" "$path" || fail not-writable "cannot replace $path"
    else
      rm -f "$path" || fail not-writable "cannot remove $path"
    fi
  done <<END
$files
END
  if [ "$reload" = yes ]; then
    reloaded=yes
    limited 30 systemctl daemon-reload >"$state/output" 2>&1 || fail reload-failed "$(head -c 500 "$state/output")"
  fi
}

# Under sysvinit dockerd is a descendant of this shell: it must not inherit ignored signals.
service_do() {
  if [ "$init" = systemd ]; then
    systemctl reset-failed docker.service docker.socket >/dev/null 2>&1
    limited 180 systemctl restart docker.service >"$state/output" 2>&1
  else
    (
      trap - HUP INT PIPE TERM
      limited 30 service docker stop
      limited 60 service docker start
    ) >"$state/output" 2>&1 </dev/null 9>&-
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

# ping URL: the API answers. A client is found where there is one; else the listener must do.
ping() {
  if has curl; then
    [ "$(curl -gfs -m 5 "http://$1/_ping" 2>/dev/null)" = OK ]
  elif has wget; then
    [ "$(wget -q -T 5 -O - "http://$1/_ping" 2>/dev/null)" = OK ]
  else
    limited 20 docker -H "tcp://$1" version -f '{{.Server.Version}}' >/dev/null 2>&1
  fi
}

answers() {
  while read -r address port url; do
    [ -n "$address" ] || continue
    listening "$address" "$port" && ping "$url" || return 1
  done <<END
$listens
END
  [ -n "$listens" ] || engine version -f '{{.Server.Version}}' >/dev/null 2>&1
}

# systemd has waited for dockerd's own word; an init script has not waited at all.
await() {
  patience=30000
  [ "$init" = systemd ] || patience=180000
  now
  begun=$ms
  until answers; do
    now
    [ $((ms - begun)) -lt "$patience" ] || return 1
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

# Containers that ran still run, under the pid they had.
same_pids() {
  [ -n "$running_before" ] || return 0
  while read -r cid cpid; do
    [ -n "$cid" ] || continue
    [ -d "/proc/$cpid" ] || return 1
    [ "$(engine inspect -f '{{.State.Pid}}' "$cid" 2>/dev/null)" = "$cpid" ] || return 1
  done <<END
$running_before
END
}

still_there() {
  [ "$was_active" = yes ] || return 0
  root=$(engine info -f '{{.DockerRootDir}} {{.Driver}}')
  [ "$root" = "$root_before" ] || fail data-root-changed "data root and storage driver were $root_before and are now $root"
  all=$(engine ps -aq --no-trunc)$nl$(engine image ls -aq --no-trunc)
  for want in $stay_before $images_before; do
    case $all in
    *"$want"*) ;;
    *) fail data-lost "container or image $want is gone" ;;
    esac
  done
  kept=yes
  same_pids || kept=no
  if [ "$kept" = no ]; then
    [ "$keep" = no ] || fail containers-restarted 'a container that was to be kept did not live through the restart'
    while read -r cid _; do
      [ -z "$cid" ] || engine start "$cid" >/dev/null 2>&1 || emit lost "$cid"
    done <<END
$running_before
END
  fi
}

# calm FILE: live-restore off again in the running daemon.
calm() {
  replace "$backup/$1" /etc/docker/daemon.json && hup && live_restore_is false ||
    emit note 'live-restore is still on in the running daemon; the next restart turns it off'
}

# Nothing here is worth another restart: every form of the file is the new configuration.
settle() {
  [ -f "$backup/new-off" ] || return 0
  calm new-off
  if [ -f "$backup/new" ]; then
    replace "$backup/new" /etc/docker/daemon.json
  else
    rm -f /etc/docker/daemon.json
  fi || emit note 'daemon.json still has the live-restore key of the transaction: it could not be written again'
}

# Puts the backup back, in the reverse order, and the daemon with it. Containers live through this
# restart too: the old configuration first runs with live-restore.
undo() {
  step rollback
  reversed=
  while read -r state_of name path; do
    case $state_of in
    present | absent) reversed="$state_of $name $path$nl$reversed" ;;
    esac
  done <"$backup/manifest"
  put_back "$stopped" || undo_failed 'cannot put the backup back'
  if [ "$reloaded" = yes ]; then
    limited 30 systemctl daemon-reload >/dev/null 2>&1 || undo_failed 'systemctl daemon-reload failed'
  fi
  if [ "$stopped" = yes ]; then
    service_do
    if [ "$was_active" = yes ]; then
      listens=
      await || undo_failed 'docker does not answer under its old configuration either'
      kept=yes
      same_pids || kept=no
      now
      downtime=$((ms - down_since))
    fi
  fi
  if [ "$waking" = yes ]; then
    calm old-off
    put_back no || undo_failed 'cannot put the backup back'
  fi
}

put_back() {
  while read -r state_of name path; do
    [ -n "$path" ] || continue
    if [ "$1" = yes ] && [ -f "$backup/old-on" ] && [ "$path" = /etc/docker/daemon.json ]; then
      replace "$backup/old-on" "$path" || return 1
    elif [ "$state_of" = present ]; then
      replace "$backup/$name" "$path" || return 1
    else
      rm -f "$path" || return 1
    fi
  done <<END
$reversed
END
  unstage
}

undo_failed() {
  emit rollback "$1"
  finish rollback-failed
}

commit() {
  remove_dirs # last: a rollback would need them
  if [ -n "$files" ]; then
    printf '%s\n' "$id" >"$state/previous"
    [ -e "$state/original" ] || printf '%s\n' "$id" >"$state/original"
  fi
  rm -f "$state/output"
}

trap '' HUP INT PIPE TERM
stamp=$(date -u '+%Y-%m-%dT%H:%M:%SZ %s')
began=${stamp% *}
epoch=${stamp#* }
directives
step lock
lock
step compare
compare
step back-up
back_up
step stage
stage
step validate
validate
step keep-containers
snapshot
keep_containers
step place
place
if [ "$restart" = yes ]; then
  step restart
  stopped=yes
  down_since=$ms
  service_do || fail start-failed "$(head -c 500 "$state/output")"
  step check
  await || not_up
  now
  downtime=$((ms - down_since))
  still_there
  step settle
  settle
fi
commit
finish committed
