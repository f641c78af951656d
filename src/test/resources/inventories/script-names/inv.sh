#!/bin/sh
echo '{"a-b": ["web[1:2]", "h:22", "2001:db8::1", "x y"], "c.d": {"hosts": ["h:22"]}, "_meta": {"hostvars": {"web[1:2]": {"a": 1}, "h:22": {"b": 2}}}}'
