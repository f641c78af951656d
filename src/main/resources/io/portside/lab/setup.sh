#!/bin/sh
# Makes a minimal Debian a host worth administering. Runs once, while the image is built.
# Arguments: the packages to install.
set -eu
export DEBIAN_FRONTEND=noninteractive

# Nothing may start during the build; afterwards the host decides for itself, as a real one does.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
# No flush after each file: the image is whole or thrown away.
echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/lab
# Lists of a release in the making expire within days, and a mirror may be behind.
apt-get -o Acquire::Check-Valid-Until=false update -q
apt-get install -q -y --no-install-recommends "$@"
rm -f /usr/sbin/policy-rc.d /etc/dpkg/dpkg.cfg.d/lab
apt-get clean
rm -rf /var/lib/apt/lists/*

if [ -x /lib/systemd/systemd ]; then
  # Units that want hardware or a console, which a container has not, and sysctl, whose settings
  # would be those of the machine below.
  for unit in systemd-udevd.service systemd-udev-trigger.service systemd-modules-load.service \
    systemd-logind.service systemd-sysctl.service getty.target console-getty.service; do
    ln -sf /dev/null "/etc/systemd/system/$unit"
  done
else
  for script in hwclock.sh checkroot.sh checkfs.sh mountnfs.sh brightness procps; do
    update-rc.d "$script" disable
  done
  sed -i '/getty/d' /etc/inittab
  # Without CAP_SYS_RESOURCE a limit cannot be raised, and the script would give up.
  sed -i 's/^\([[:space:]]*ulimit .*\)$/\1 2>\/dev\/null || true/' /etc/init.d/docker
fi

useradd -m -s /bin/bash ops
useradd -m -s /bin/bash dev
useradd -m -s /bin/bash nosudo
printf '%s\n' dev:dev nosudo:nosudo | chpasswd
printf '%s\n' 'ops ALL=(ALL:ALL) NOPASSWD: ALL' 'dev ALL=(ALL:ALL) ALL' >/etc/sudoers.d/lab
chmod 440 /etc/sudoers.d/lab

# Each host is somebody of its own: its keys and its machine id are made when it first starts.
rm -f /etc/ssh/ssh_host_*
: >/etc/machine-id
chmod 755 /lab/init.sh
