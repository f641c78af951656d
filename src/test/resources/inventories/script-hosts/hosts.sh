#!/bin/sh
case $1 in
  --list) echo '{"web": {"hosts": ["s1", "s2"]}}' ;;
  --host) [ "$2" = s1 ] && echo '{"who": "s1"}' || echo '{}' ;;
esac
