#!/bin/sh
# Whether a lab host has started: prints what is still missing, or nothing.
if [ -d /run/systemd/system ]; then
  state=$(systemctl is-system-running 2>&1)
  case $state in
    running | degraded) ;;
    *)
      echo "systemd says $state"
      exit
      ;;
  esac
elif [ ! -d /etc/rc2.d ] || [ -x /lib/systemd/systemd ]; then
  echo "systemd has not begun"
  exit
fi
docker version >/dev/null 2>&1 || echo "Docker does not answer"
