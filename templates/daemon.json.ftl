<#--
  The daemon.json keys that Portside owns on a host; every other key of the host's file stays.
  hosts    the local socket and the TCP endpoints, resolved for the host
  options  portside_daemon_options: key -> value as JSON
  inventory_hostname, vars  the host's name and its inventory variables

  "tls": false spares dockerd 20.10 and newer a sleep of 16 seconds at start. Never "tlsverify":
  it turns TLS on even where it is false.
-->
{
  "hosts": [<#list hosts as host>"${host?json_string}"<#sep>, </#sep></#list>],
  "tls": false<#list options as key, value>,
  "${key?json_string}": ${value}</#list>
}
