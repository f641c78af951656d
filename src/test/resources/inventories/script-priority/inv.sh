#!/bin/sh
echo '{"a": {"hosts": ["h1"], "vars": {"x": "a", "ansible_group_priority": 5}}, "b": {"hosts": ["h1"], "vars": {"x": "b"}}, "c": {"children": ["a", "b"], "vars": {"x": "c", "y": "c"}}, "_meta": {"hostvars": {"h1": {"z": "meta"}}}}'
