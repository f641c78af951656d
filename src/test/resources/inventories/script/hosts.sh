#!/bin/sh
# The groups in every form that scripts may give them.
[ "$1" = --list ] || exit 1
cat <<'JSON'
{"web": ["s1", "s2"],
 "db": {"hosts": ["s3"], "vars": {"port": 5432}, "children": ["replica"]},
 "replica": {"hosts": ["s4"]},
 "old": {"a": 1},
 "_meta": {"hostvars": {"s1": {"ansible_host": "10.0.0.1", "x": 1e3}}}}
JSON
