<#--
  The line of /etc/default/docker on hosts without systemd, where DOCKER_OPTS named addresses.
  docker_opts  the host's own DOCKER_OPTS without -H, --host and --tls*
-->
DOCKER_OPTS="${docker_opts}"
