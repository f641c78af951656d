# shellcheck shell=sh disable=SC2015,SC2154
# Carries a plan out, alone: whatever happens to the controller or the network, docker ends up
# with either the whole new configuration or the whole old one. src/ARCHITECTURE.md tells why the
# steps are in this order; they are at the end.
# $data: the plan, a directive a line; file content follows its directive, a line behind each "+",
# a last line without line end behind "-". Nothing of it is evaluated. Instead of a plan it may be
# "task recover": to end a transaction that was cut off; "task guard": to do so should it be;
# "task fence": so that one that has not begun never will.

task=apply id='' by='' init='' dockerd='' keep=no reload=no restart=no renew=no was_active=no forget=no
patience=100 files='' listens='' dirs='' heads='' current='' since=0 touched=no stopped=no reloaded=no
dependents='' waking=no awake='' laid='' downtime='' kept='' backup='' known='' locked=no journaled=no guard=''
covers=/run/portside-covers # the paths over which old files are laid; gone with the next boot, as they are
ran=/run/portside-running   # the containers that ran when the last transaction began; gone likewise

now() {
  read -r up _ </proc/uptime
  ms=$((${up%.*} * 1000 + (1${up#*.} - 100) * 10))
}

journal() {
  [ "$journaled" = no ] || printf '%s\n' "$1" >>"$state/journal"
}

step() {
  now
  [ -z "$current" ] || emit step "$current $((ms - since))"
  current=$1 since=$ms
  [ -z "$1" ] || journal "step $1"
  case $1 in
  place | restart | settle) flush "$state/journal" ;; # recovery after a power cut goes by these
  esac
}

finish() {
  step ''
  [ -z "$downtime" ] || emit downtime "$downtime"
  [ -z "$kept" ] || emit kept "$kept"
  journal "downtime $downtime"
  journal "kept $kept"
  journal "end $1"
  [ "$journaled" = no ] || flush "$state/journal"
  [ "$1" != untouched ] || [ -z "$backup" ] || rm -rf "$backup"
  [ "$locked" = no ] || true >"$state/holder"
  [ -z "$guard" ] || kill -KILL "$guard" 2>/dev/null
  emit result "$1"
  emit end ''
  exit 0
}

# fail CODE TEXT: the first cause; what was touched is put back.
fail() {
  emit cause "$1 $2"
  # One line, and a short one: a full disk still has room to the end of a block.
  journal "$(printf 'cause %s %.1000s' "$1" "${2%%"$nl"*}")"
  if [ "$touched" = no ]; then
    [ -z "$backup" ] || unstage
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

# heads: the directives without the content of files.
directives() {
  while IFS= read -r line; do
    value=${line#* }
    case $line in
    [+-]*) continue ;;
    'task '*) task=$value ;;
    'id '*) id=$value ;;
    'by '*) by=${by:-$value} ;;
    'init '*) init=$value ;;
    'dockerd '*) dockerd=$value ;;
    'keep '*) keep=$value ;;
    'reload '*) reload=$value ;;
    'restart '*) restart=$value ;;
    'active '*) was_active=$value ;;
    'renew '*) renew=$value ;;
    'forget '*) forget=$value ;;
    'patience '*) patience=$value ;;
    'listen '*) listens=$listens$value$nl ;;
    'put '* | 'remove '*) files=$files$line$nl ;;
    'rmdir '*) dirs=$dirs$value$nl ;;
    esac
    heads=$heads$line$nl
  done <<END
$data
END
}

# One run at a time. A holder that died holds nothing; a probe that looks holds it for a moment.
lock() {
  has flock || fail tool-missing 'flock is not installed (package util-linux)'
  mkdir -p "$state/backups" && chmod 700 "$state" || fail state-unwritable "cannot create $state"
  writable "$state/lock" || fail state-unwritable "cannot write $state/lock"
  exec 9>>"$state/lock"
  if [ "$task" = guard ]; then
    flock 9 || exit 1
  else
    tries=0
    until flock -n 9; do
      tries=$((tries + 1))
      [ "$tries" -lt 10 ] || fail locked "another run is at work on this host: $(head -c 200 "$state/holder" 2>/dev/null)"
      pause
    done
  fi
  locked=yes
  writable "$state/holder" || fail state-unwritable "cannot write $state/holder"
  printf '%s, pid %s, since %s\n' "$by" "$$" "$began" >"$state/holder"
}

# Whether the journal tells of a transaction that has no end.
unfinished() {
  told=$(cat "$state/journal" 2>/dev/null)$nl
  case $told in
  *"${nl}end "*) return 1 ;;
  'begin '*) ;;
  *) return 1 ;;
  esac
}

# Starts one that waits for the death of this shell and then ends what this shell could not. In a
# session and a scope of its own, so that it outlives the login's.
guard() {
  # shellcheck disable=SC2016 # it is the other one that expands it
  script=$script data="task guard${nl}by $by" setsid sh -c 'eval "$script"' </dev/null >/dev/null 2>&1 9>&- &
  guard=$!
  [ "$init" != systemd ] || ! has busctl ||
    limited 5 busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager \
      StartTransientUnit 'ssa(sv)a(sa(sv))' "portside-$id-$guard.scope" fail 1 PIDs au 1 "$guard" 0 >/dev/null 2>&1
}

# From here on there is something to put back.
touching() {
  record "$state/journal" touching
  flush "$state/journal"
  guard
}

# blame WHEN: the cause of what follows, unless the transaction had found one.
blame() {
  case $told in
  *"${nl}cause "*) ;;
  *) journal "cause cut-off the transaction was cut off $1" ;;
  esac
  emit cause "cut-off the transaction $told_id was cut off $1"
}

# Ends a transaction that was cut off: forward where the new state had been proven, else back. The old
# state is the last that is known to work.
recover() {
  told_id=${told#begin }
  told_id=${told_id%% *}
  data=$(cat "$state/backups/$told_id/plan" 2>/dev/null)
  journaled=yes
  step recovery
  down_since=$ms
  if [ -z "$told_id" ] || [ -z "$data" ] || [ ! -r "$state/backups/$told_id/manifest" ]; then
    emit cause "cut-off the transaction $told_id was cut off"
    emit rollback "its backup is missing or damaged, so nothing was put back"
    finish rollback-failed
  fi
  backup=$state/backups/$told_id
  known=$(cat "$backup/known" 2>/dev/null)
  directives
  guard
  settled
  case $told in
  *"${nl}step settle$nl"*)
    settle
    commit
    finish committed
    ;;
  *"${nl}touching$nl"*) ;;
  *)
    blame 'before it had touched anything'
    unstage
    finish untouched
    ;;
  esac
  blame 'before its end'
  find_engine
  identify_dockerd
  case $told in
  *"${nl}returned$nl"*) ;;
  *"${nl}step restart$nl"*) stopped=yes ;;
  *"${nl}daemon $identity$nl"*) ;;
  *"${nl}step place$nl"*) stopped=yes ;; # it has begun anew meanwhile, on these files
  esac
  reloaded=$reload
  running_before=$(cat "$ran" 2>/dev/null)
  [ -z "$running_before" ] || running_before=$running_before$nl
  [ "$stopped" = no ] || [ "$keep" = yes ] || ! containers || running_before=$running_before$running
  dependents=$(cat "$backup/dependents" 2>/dev/null)
  if wanted old-on; then
    waking=yes
    # Off again, so it was put back already: a restart would now stop containers.
    [ "$(live_restore)" != false ] || stopped=no
  fi
  undo
  finish rolled-back
}

# Where this dockerd can judge a file (23.0 and newer), it does so before anything is touched.
validate() {
  beside /etc/docker/daemon.json
  [ -f "$beside" ] && [ -n "$dockerd" ] || return 0
  set --
  while IFS= read -r line; do
    case $line in
    'arg '*) set -- "$@" "${line#arg }" ;;
    esac
  done <<END
$data
END
  verdict=$(limited 20 "$dockerd" --validate --config-file "$beside" "$@" 2>&1) && return 0
  case $verdict in
  *'unknown flag: --validate'*) return 0 ;;
  esac
  fail rejected-by-dockerd "$verdict"
}

# Puts the old files back, in the reverse order, and the daemon with them. Containers live through
# this restart too: the old configuration first runs with live-restore. Whatever goes wrong, docker is
# started. It is halted meanwhile: systemd would start it again under half of the files, where it takes
# docker.socket's path away.
undo() {
  step rollback
  reversed='' trouble=
  while read -r line; do
    case $line in
    'present '* | 'absent '*) reversed=$line$nl$reversed ;;
    esac
  done <"$backup/manifest"
  [ "$stopped" = no ] || halt >/dev/null 2>&1 </dev/null
  put_back "$stopped" ||
    trouble="not all old files could be put back${laid:+; until the next boot the old ones are mounted over$laid}"
  if [ "$reloaded" = yes ]; then
    limited 30 systemctl daemon-reload >/dev/null 2>&1 || trouble=${trouble:-systemctl daemon-reload failed}
  fi
  if [ "$stopped" = yes ]; then
    launch >/dev/null 2>&1 </dev/null
    if [ "$was_active" = yes ]; then
      listens=
      if await; then
        now
        downtime=$((ms - down_since))
        revive
        journal returned
      else
        trouble=${trouble:-docker does not answer under its old configuration either}
      fi
    fi
  fi
  if [ "$waking" = yes ]; then
    calm old-off
    put_back no || trouble=${trouble:-not all old files could be put back}
    wanted old-off || hup
  fi
  unstage
  prune
  if [ -n "$trouble" ]; then
    # What is there now is not it.
    [ "$forget" = yes ] || mv -f "$backup/commit/original" "$state" 2>/dev/null
    emit rollback "$trouble"
    finish rollback-failed
  fi
}

trap '' HUP INT PIPE TERM
umask 077
stamp=$(date -u '+%Y-%m-%dT%H:%M:%SZ %s')
began=${stamp% *}
epoch=${stamp#* }
directives
if [ "$task" != apply ]; then
  lock
  if [ "$task" = fence ]; then
    # One that died before it had a plan comes no more.
    mkdir "$state/backups/$id" 2>/dev/null || [ ! -e "$state/backups/$id/plan" ] || exit 1
    prune
    finish untouched
  fi
  unfinished || finish untouched
  recover
fi
[ "$init" = systemd ] || log_from=$(($(grep -c '' /var/log/docker.log 2>/dev/null || :) + 1))
step lock
lock
! unfinished || fail changed-meanwhile 'another transaction was cut off since the host was read'
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
touching
compare
keep_containers
step place
place
if [ "$restart" = yes ]; then
  step restart
  stopped=yes
  now
  down_since=$ms
  [ "$init" = systemd ] && [ "$renew" = no ] || halt >/dev/null 2>&1 </dev/null # systemd restarts in one go
  launch >"$state/output" 2>&1 </dev/null || fail start-failed "$(head -c 500 "$state/output")"
  step check
  await || not_up
  now
  downtime=$((ms - down_since))
  still_there
fi
step settle
settle
commit
finish committed
