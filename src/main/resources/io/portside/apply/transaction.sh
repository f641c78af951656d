# shellcheck shell=sh disable=SC2015,SC2154
# Carries a plan out, alone: whatever happens to the controller or the network, docker ends up
# with either the whole new configuration or the whole old one. src/ARCHITECTURE.md tells why the
# steps are in this order.
# $data: the plan, a directive a line; file content follows its directive, a line behind each "+",
# a last line without line end behind "-". Nothing of it is evaluated.

id='' by='' init='' dockerd='' keep=no reload=no restart=no renew=no was_active=no
files='' listens='' dirs='' current='' since=0 touched=no stopped=no reloaded=no waking=no
downtime='' kept='' backup='' first=no

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

finish() {
  step ''
  [ -n "$downtime" ] && emit downtime "$downtime"
  [ -n "$kept" ] && emit kept "$kept"
  case $first:$1 in
  yes:untouched | yes:rolled-back) rm -f "$state/original" ;; # the files are the original still
  esac
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
    'renew '*) renew=$value ;;
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
    beside=$(staged "$path")
    [ -z "$path" ] || rm -f "$beside" "$beside.old" "$beside.on" "$beside.next"
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
  # Without -p: one id must not mix two backups.
  mkdir "$state/backups/$id" && chmod 700 "$state/backups/$id" || fail state-unwritable "cannot write below $state"
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
  # Before anything is touched: a run that is cut off must not make the next one's backup the original.
  if [ -n "$files" ] && [ ! -e "$state/original" ]; then
    record "$state/original" "$id"
    first=yes
  fi
}

# A line that must not be lost, in a file that only root reads.
record() {
  (umask 077 && printf '%s\n' "$2" >>"$1") || fail state-unwritable "cannot write $1"
}

# Writes the new content beside each target, with the mode and owner of what it replaces, and keeps the
# old file there too, for a rollback that needs no room on the disk. The daemon.json that only live
# during the transaction go to the backup: old and new, live-restore on and off. (A reload leaves
# live-restore alone where its key is absent: off must be said.)
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
    [ -n "$path" ] || continue
    beside=$(staged "$path")
    [ "$what" != put ] || set -- "$@" "$beside"
    if [ -f "$path" ]; then
      ln -f "$path" "$beside.old" 2>/dev/null || cp -a "$path" "$beside.old" || fail not-writable "cannot write to ${path%/*}"
    fi
    if [ "$path" = /etc/docker/daemon.json ] && [ -f "$backup/old-on" ]; then
      cp -a "$backup/old-on" "$beside.on" || fail not-writable "cannot write to ${path%/*}"
      set -- "$@" "$beside.on"
    fi
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

replace() {
  next=$(staged "$2").next
  cp -a "$1" "$next" && flush "$next" && mv -f "$next" "$2"
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

# Puts the old files back, in the reverse order, and the daemon with them. Containers live through
# this restart too: the old configuration first runs with live-restore. Whatever goes wrong, docker is
# started.
undo() {
  step rollback
  reversed='' trouble=
  while read -r state_of name path; do
    case $state_of in
    present | absent) reversed="$state_of $name $path$nl$reversed" ;;
    esac
  done <"$backup/manifest"
  put_back "$stopped" || trouble='not all old files could be put back'
  if [ "$reloaded" = yes ]; then
    limited 30 systemctl daemon-reload >/dev/null 2>&1 || trouble=${trouble:-systemctl daemon-reload failed}
  fi
  if [ "$stopped" = yes ]; then
    service_do
    if [ "$was_active" = yes ]; then
      listens=
      if await; then
        now
        downtime=$((ms - down_since))
        revive
      else
        trouble=${trouble:-docker does not answer under its old configuration either}
      fi
    fi
  fi
  if [ "$waking" = yes ]; then
    calm old-off
    put_back no || trouble=${trouble:-not all old files could be put back}
    [ -f "$backup/old-off" ] || hup
  fi
  unstage
  if [ -n "$trouble" ]; then
    emit rollback "$trouble"
    finish rollback-failed
  fi
}

# put_back RUNNING: all of them, whatever happens to one. By renames, which need no room on the disk.
put_back() {
  code=0
  while read -r state_of name path; do
    [ -n "$path" ] || continue
    beside=$(staged "$path")
    if [ "$1" = yes ] && [ "$path" = /etc/docker/daemon.json ] && [ -e "$beside.on" ]; then
      mv -f "$beside.on" "$path" || code=1
    elif [ "$state_of" = absent ]; then
      rm -f "$path" || code=1
    elif [ -e "$beside.old" ]; then
      mv -f "$beside.old" "$path" || code=1
    elif ! cmp -s "$backup/$name" "$path"; then
      replace "$backup/$name" "$path" || code=1
    fi
  done <<END
$reversed
END
  return "$code"
}

commit() {
  unstage
  remove_dirs # last: a rollback would need them
  if [ -n "$files" ]; then
    printf '%s\n' "$id" >"$state/previous"
  fi
  rm -f "$state/output"
}

trap '' HUP INT PIPE TERM
stamp=$(date -u '+%Y-%m-%dT%H:%M:%SZ %s')
began=${stamp% *}
epoch=${stamp#* }
directives
[ "$init" = systemd ] || log_from=$(($(grep -c '' /var/log/docker.log 2>/dev/null || :) + 1))
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
