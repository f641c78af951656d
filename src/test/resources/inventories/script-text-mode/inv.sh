[web]
w1 a=1
