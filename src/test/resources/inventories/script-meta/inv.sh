#!/bin/sh
[ "$1" = --list ] || exit 1
cat <<E
{"web": {"hosts": ["w1", "w2"], "vars": {"a": 1, "b": "yes"}, "children": ["sub"]}, "sub": ["s1"], "lone": {"x": 1}, "empty": {"hosts": []}, "ungrouped": ["u1"], "all": {"vars": {"all": true}, "children": ["web", "other"]},
 "_meta": {"hostvars": {"w1": {"ansible_host": "10.0.0.1", "n": 10}, "nobody": {"y": 1}}}}
E
