#!/bin/sh
case $1 in
--list) echo '{"web": ["w1", "w2"], "_meta": {}}' ;;
--host) case $2 in w1) echo '{"a": 1, "list": [1, 2]}' ;; w2) echo "{}" ;; esac ;;
esac
