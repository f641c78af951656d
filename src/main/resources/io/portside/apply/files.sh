# shellcheck shell=sh disable=SC2015,SC2154
# The files' side of a transaction: compared, backed up, staged, placed, put back. The variables and
# fail() are transaction.sh's. What is written below $state only root reads: umask 077.

# A line that must not be lost.
record() {
  printf '%s\n' "$2" >>"$1" || fail state-unwritable "cannot write $1"
}

# On the disk, not only in memory, before it counts. Old systems sync all or nothing.
flush() {
  sync "$@" 2>/dev/null || sync
}

# beside PATH: where its new content is staged; with .old, .on and .next what else lies there.
beside() {
  beside=${1%/*}/.portside-${1##*/}
}

# form NAME: a form of daemon.json (old-on, old-off, new-off, new), staged beside it; false where it is not
# there (any more).
form() {
  form=/etc/docker/.portside-daemon.json.$1
  [ -f "$form" ]
}

# wanted NAME: whether the plan has that form.
wanted() {
  case $heads in
  *"$nl$1$nl"*) ;;
  *) return 1 ;;
  esac
}

# folder PATH: where it shall be.
folder() {
  [ -d "${1%/*}" ] || (umask 022 && mkdir -p "${1%/*}") || fail not-writable "cannot create ${1%/*}"
}

# like PATH TARGET: a file with that one's mode and owner, or with those of a new file.
like() {
  rm -f "$2"
  if [ -f "$1" ]; then
    cp -a "$1" "$2"
  else
    true >"$2" && chmod 644 "$2"
  fi
}

# replace SOURCE PATH: by a rename, so that there is never half a file.
replace() {
  beside "$2"
  like "$2" "$beside.next" && cat "$1" >"$beside.next" && flush "$beside.next" && move "$beside.next" "$2"
}

# move SOURCE PATH: also where an earlier rollback laid an old file over it.
move() {
  mv -f "$1" "$2" || { uncover "$2" && mv -f "$1" "$2"; }
}

# uncover PATH: takes away what lay_over() laid there, and nothing that others mounted.
uncover() {
  [ -e "$covers" ] || return 1
  while IFS= read -r line; do
    [ "$line" = "$1" ] && umount "$1" 2>/dev/null && return 0
  done <"$covers"
  return 1
}

# lay_over PATH: $cover is seen there until the next boot, where the file itself cannot be replaced: its
# file system has become read-only, or it is immutable. So docker can start.
lay_over() {
  [ "$stopped" = yes ] || return 1
  uncover "$1"
  printf '%s\n' "$1" >>"$covers" && mount --bind "$cover" "$1" && laid="$laid $1"
} 2>/dev/null

# What stands at a path: a digest, "absent", or that there is a link.
look() {
  if [ -L "$1" ]; then
    found='a link'
  elif [ -e "$1" ]; then
    found=$(sha256sum "$1" 2>/dev/null)
    found=${found%% *}
  else
    found=absent
  fi
}

# Whether what look() found is of this transaction, or of before, or nothing.
ours() {
  case "absent $known $files" in
  *"$found"*) ;;
  *) return 1 ;;
  esac
}

# keep_edit PATH: what someone else wrote there meanwhile is not lost; $kept_as tells where it is.
keep_edit() {
  kept_as=
  look "$1"
  ! ours || return 0
  copy=$backup/edited-${1##*/}
  while [ -e "$copy" ]; do
    copy=$copy+
  done
  cp "$1" "$copy" || { rm -f "$copy" && copy=$1.edited && ln -f "$1" "$copy"; } && # a link needs no room
    kept_as="; what was there is in $copy"
} 2>/dev/null

# Someone else changed a file since it was read: no further.
compare() {
  while read -r _ expected path; do
    [ -z "$path" ] || unchanged "$expected" "$path"
  done <<END
$files
END
}

# unchanged DIGEST PATH: daemon.json may have been made to keep containers meanwhile.
unchanged() {
  [ "$2" != /etc/docker/daemon.json ] || set -- "${awake:-$1}" "$2"
  look "$2"
  [ "$found" != "$1" ] || return 0
  kept_as=
  [ "$touched" = no ] || keep_edit "$2"
  fail changed-meanwhile "$2 was changed by someone else since it was read$kept_as"
}

# The manifest tells what was there, in the order in which the files are placed:
#   present ID/file-N SHA256 MODE UID:GID PATH
#   absent - - - - PATH
#   nodir - - - - FOLDER
#   end
back_up() {
  # Without -p: one id must not mix two backups.
  mkdir "$state/backups/$id" || fail state-unwritable "cannot write below $state"
  backup=$state/backups/$id
  n=0 manifest=''
  while read -r _ expected path; do
    [ -n "$path" ] || continue
    n=$((n + 1))
    if [ "$expected" = absent ]; then
      [ -d "${path%/*}" ] || manifest="${manifest}nodir - - - - ${path%/*}$nl"
      manifest="${manifest}absent - - - - $path$nl"
    else
      access=$(stat -c '%a %u:%g' "$path") && cat "$path" >"$backup/file-$n" ||
        fail state-unwritable "cannot back up $path below $state"
      manifest="${manifest}present $id/file-$n $expected $access $path$nl"
    fi
  done <<END
$files
END
  record "$backup/manifest" "${manifest}end"
  record "$backup/nothing" '{}'
  record "$backup/plan" "$heads"
  rm -f "$state/journal"
  record "$state/journal" "begin $id $began $by"
  journaled=yes
  identify_dockerd
  journal "daemon $identity"
}

# Writes the new content beside each target, with the mode and owner of what it replaces; and what else
# daemon.json will be during the transaction, with live-restore on and off. (A reload leaves live-restore
# alone where its key is absent: off must be said.)
stage() {
  target=
  while IFS= read -r line; do
    case $line in
    'put '*)
      path=${line#put * }
      folder "$path"
      beside "$path"
      target=$beside
      like "$path" "$target" || fail not-writable "cannot write to ${path%/*}"
      ;;
    old-on | old-off | new-off | new)
      path=/etc/docker/daemon.json
      folder "$path"
      form "$line"
      target=$form
      like "$path" "$target" || fail not-writable "cannot write to ${path%/*}"
      ;;
    'access '*)
      access=${line#access }
      chown "${access#* }" "$target" && chmod "${access% *}" "$target" ||
        fail not-writable "cannot give $path its mode and owner"
      continue
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
  [ -z "$files" ] || prepare_commit
  stage_way_back
}

# Keeps the old files beside their targets too: from here on all goes by renames, which need no room on
# the disk. Then all is flushed.
stage_way_back() {
  set -- /etc/docker/.portside-daemon.json.*
  [ -e "$1" ] || shift
  while read -r what _ path; do
    [ -n "$path" ] || continue
    beside "$path"
    [ "$what" != put ] || set -- "$@" "$beside"
    if [ -f "$path" ]; then
      ln -f "$path" "$beside.old" 2>/dev/null || cp -a "$path" "$beside.old" || fail not-writable "cannot write to ${path%/*}"
    fi
  done <<END
$files
END
  known=$(sha256sum "$@" /dev/null)
  record "$backup/known" "$known"
  flush "$@" "$backup"/* "$state/journal"
}

# Leaves no trace of stage(): neither files nor folders.
unstage() {
  rm -f "$ran"
  while read -r _ _ path; do
    beside "$path"
    [ -z "$path" ] || rm -f "$beside" "$beside".*
  done <<END
$files
END
  [ -f "$backup/manifest" ] || return 0
  while read -r was _ _ _ _ path; do
    [ "$was" != nodir ] || rmdir "$path" 2>/dev/null
  done <"$backup/manifest"
  return 0
}

# What $state shall say when this is committed, so that committing is a rename:
#   previous: the backup to go back to
#   original: manifest of what was there before Portside first changed it
#   left: SHA256 PATH, as Portside left them
prepare_commit() {
  mkdir "$backup/commit" || fail state-unwritable "cannot write below $backup"
  record "$backup/commit/previous" "$id"
  original='' left=''
  if [ "$forget" = no ]; then
    [ ! -r "$state/original" ] || original=$(cat "$state/original")
    original=${original%end}
    while read -r line; do
      case "$line$nl$original" in
      end*) ;;
      *"$nl"*" ${line##* }$nl"*) ;;
      *) original=$original$line$nl ;;
      esac
    done <"$backup/manifest"
    original=${original}end
  fi
  record "$backup/commit/original" "$original"
  if [ -r "$state/left" ]; then
    while read -r sum path; do
      case $files in
      *" $path$nl"*) ;;
      *) left=$left$sum\ $path$nl ;;
      esac
    done <"$state/left"
  fi
  while read -r what _ path; do
    [ -n "$path" ] || continue
    beside "$path"
    if [ "$path" = /etc/docker/daemon.json ] && wanted old-on && form old-on; then
      form new
      beside=$form
    fi
    look "$beside"
    left=$left$found\ $path$nl
  done <<END
$files
END
  record "$backup/commit/left" "${left%"$nl"}"
  flush "$backup"/commit/*
}

remove_dirs() {
  while read -r path; do
    [ -z "$path" ] || rmdir "$path" 2>/dev/null
  done <<END
$dirs
END
}

place() {
  while read -r what expected path; do
    [ -n "$path" ] || continue
    beside "$path"
    unchanged "$expected" "$path"
    if [ "$what" = put ]; then
      said=$(move "$beside" "$path" 2>&1) || fail not-writable "cannot replace $path: $said"
    else
      uncover "$path"
      said=$(rm -f "$path" 2>&1) || fail not-writable "cannot remove $path: $said"
    fi
    touched=yes
  done <<END
$files
END
  if [ "$reload" = yes ]; then
    touched=yes reloaded=yes
    limited 30 systemctl daemon-reload >"$state/output" 2>&1 || fail reload-failed "$(head -c 500 "$state/output")"
  fi
}

# put_back AWAKE: the old files, in the reverse order, up to one that can neither be put back nor laid over:
# with the rest as it is docker still starts. daemon.json with live-restore on, or as it was. By renames,
# which need no room.
put_back() {
  laid=
  looped=no
  while read -r was name sum mode owner path; do
    looped=yes
    [ -n "$path" ] || continue
    beside "$path"
    [ "$1" = no ] || uncover "$path"
    keep_edit "$path"
    cover=$state/backups/$name
    if [ "$1" = yes ] && [ "$path" = /etc/docker/daemon.json ] && wanted old-on; then
      wake
    elif [ "$was" = absent ]; then
      cover=/dev/null
      [ "$path" != /etc/docker/daemon.json ] || cover=$backup/nothing
      rm -f "$path" 2>/dev/null
    elif [ "$found" = "$sum" ]; then
      rm -f "$beside.old" 2>/dev/null || :
    else
      look "$beside.old"
      [ "$found" = "$sum" ] && mv -f "$beside.old" "$path" 2>/dev/null || restore
    fi || lay_over "$path" || return 1
  done <<END
$reversed
END
  [ "$looped" = yes ] && [ -z "$laid" ]
}

# daemon.json with live-restore on, which it may be already.
wake() {
  form old-on && cover=$form && mv -f "$form" /etc/docker/daemon.json 2>/dev/null ||
    case $known in *"$found  $form"*) ;; *) false ;; esac
}

# From the backup, if that is whole.
restore() {
  look "$state/backups/$name"
  [ "$found" = "$sum" ] && rm -f "$beside.next" && cat "$state/backups/$name" >"$beside.next" &&
    chown "$owner" "$beside.next" && chmod "$mode" "$beside.next" && flush "$beside.next" &&
    mv -f "$beside.next" "$path"
}

commit() {
  unstage
  remove_dirs # last: a rollback would need them
  set -- "$backup"/commit/*
  if [ -e "$1" ]; then
    mv -f "$@" "$state" || emit note "state-unwritable what revert needs to know could not be written to $state"
  fi
  rm -rf "$backup/commit" "$backup/known" "$backup/dependents" "$backup/nothing" "$state/output"
  set -- "$state"
  while read -r _ _ path; do
    [ ! -d "${path%/*}" ] || set -- "$@" "${path%/*}"
  done <<END
$files
END
  flush "$@"
  prune
}

# The ten last backups stay, and those that "original" and "previous" need.
prune() {
  set -- "$state"/backups/*
  [ $# -gt 10 ] || return 0
  needed="$(cat "$state/original" "$state/previous" 2>/dev/null) $id"
  n=0
  # shellcheck disable=SC2045 # the names are ours
  for name in $(ls -t "$state/backups"); do
    n=$((n + 1))
    [ "$n" -gt 10 ] || continue
    case $needed in
    *"$name"*) ;;
    *) rm -rf "$state/backups/$name" ;;
    esac
  done
}
