<#--
  The systemd drop-in of a host that has none by this name; in one that exists only ExecStart is
  changed.
  exec_start  the host's own effective ExecStart without -H, --host and --tls*
-->
# Written by Portside: dockerd's addresses are in /etc/docker/daemon.json, so none may stand here.
[Service]
ExecStart=
ExecStart=${exec_start}
