package io.portside.cli;

import static org.awaitility.Awaitility.await;

/** Notes command lines and environments of all processes of a host, over and over. */
record ProcessWatch(Inside host) {

  static ProcessWatch start(Inside host) {
    host.sh("rm -rf /tmp/watch && mkdir /tmp/watch");
    host.write(
        "/tmp/watch/loop",
        """
        until [ -e /tmp/watch/stop ]; do
          cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' ' ' >>/tmp/watch/seen
        done
        touch /tmp/watch/ended
        """);
    host.sh("setsid sh /tmp/watch/loop >/dev/null 2>&1 &");
    await().until(() -> host.is("test -s /tmp/watch/seen"));
    return new ProcessWatch(host);
  }

  /** Stops; what was seen. */
  String end() {
    host.sh("touch /tmp/watch/stop");
    await().until(() -> host.is("test -e /tmp/watch/ended"));
    String seen = host.sh("cat /tmp/watch/seen");
    host.sh("rm -r /tmp/watch");
    return seen;
  }
}
