package io.portside.hostile;

import static io.portside.hostile.Trick.ESCAPED_BYTES;
import static io.portside.hostile.Trick.ESCAPES;
import static io.portside.hostile.Trick.ends;
import static io.portside.hostile.Trick.forever;
import static io.portside.hostile.Trick.stallsCommand;
import static io.portside.hostile.Trick.stallsSudo;
import static io.portside.hostile.Trick.withSudo;

import io.portside.facts.Frames;
import io.portside.facts.RecordedProbe;
import io.portside.hostile.Trick.Act;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the command prints: too much, junk, forged marks, and facts that are not fit to be shown.
 */
final class Outputs {
  private static final RecordedProbe PROBE = RecordedProbe.of("bookworm");
  private static final String FIRST = "@portside 1\n1\n";

  private Outputs() {}

  static final List<Trick> TRICKS =
      List.of(
          ends("endless-greeting", "output-too-large", running(h -> h.print(big("x")))),
          ends("endless-output", "output-too-large", ready(h -> h.print(big("x")))),
          stallsCommand("greeting-byte-by-byte", running(h -> forever(() -> h.print("x")))),
          stallsCommand("complaints-byte-by-byte", running(h -> forever(() -> h.complain("x")))),
          stallsCommand("endless-complaints", ready(h -> forever(() -> h.complain(ESCAPES)))),
          stallsCommand("silent-command", running(RawPeer::hold)),
          stallsCommand("silent-script", ready(RawPeer::hold)),
          stallsCommand("slow-output", ready(Outputs::slowly)),
          ends("junk", "probe-unreadable", prints("\u0000\u00ff".repeat(100_000))),
          ends("base64-junk", "probe-unreadable", prints("QUJD=*&^%$\n".repeat(10_000))),
          ends("nothing", "probe-unreadable", prints("")),
          ends("frame-too-long", "probe-unreadable", prints(frame("uid", "99999999"))),
          ends("frame-too-short", "probe-unreadable", prints(frame("uid", "1"))),
          ends("frame-negative", "probe-unreadable", prints(frame("uid", "-5"))),
          ends("frame-overflow", "probe-unreadable", prints(frame("uid", "99999999999999999999"))),
          ends("frame-of-escapes", "probe-unreadable", prints(frame(ESCAPED_BYTES, "7"))),
          ends("no-end", "probe-unreadable", prints(PROBE.without("end").output())),
          ends("a-million-frames", "probe-unreadable", prints(FIRST + "@ 0\n\n".repeat(700_000))),
          ends("two-outputs", "planned", prints(PROBE.output() + PROBE.output())),
          ends("facts-from-before-the-mark", "shell-unusable", Outputs::early),
          stallsCommand("another-mark", running(h -> h.print("portside-ready-0123456789ab 1\n"))),
          stallsCommand(
              "mark-without-a-number", running(h -> h.print(h.ready() + " 99999999999\n"))),
          stallsSudo("another-prompt", running(h -> h.complain("portside-password-0123456789"))),
          withSudo("prompts-without-end", "sudo-password-wrong", Outputs::prompts),
          ends("status-of-a-cut-transfer", "transfer-incomplete", exits(91)),
          ends("status-of-no-digest", "sha256sum-missing", exits(92)),
          ends("status-of-no-sudo", "probe-unreadable", exits(93)),
          ends("status-negative", "probe-unreadable", exits(-1)),
          withSudo("refusal-of-escapes", "sudo-not-allowed", Outputs::refusal),
          ends("facts-of-escapes", "exec-start-unknown", prints(everywhere().output())),
          ends("info-of-escapes", "planned", prints(info().output())),
          ends("diff-of-escapes", "planned", prints(diff().output())),
          ends("files-of-escapes", "daemon-json-invalid", prints(files().output())),
          ends("numbers-of-giants", "engine-silent", prints(numbers().output())),
          ends("info-nested-without-end", "engine-silent", prints(info("[".repeat(2_000_000)))),
          ends("info-of-a-million-parts", "engine-silent", prints(info(parts()))),
          ends("a-hundred-thousand-containers", "planned", prints(containers())),
          ends("colons-without-end", "planned", prints(listeners())));

  /** More than is taken. */
  private static String big(String what) {
    return what.repeat((4 << 20) + 1);
  }

  private static Act running(Act act) {
    return host -> {
      host.run();
      act.on(host);
      host.hold();
    };
  }

  private static Act ready(Act act) {
    return running(
        host -> {
          host.print(host.ready() + " 1\n");
          act.on(host);
        });
  }

  private static Act prints(String output) {
    return host -> host.prints(output);
  }

  private static Act exits(int status) {
    return ready(
        host -> {
          host.await(RawHost.EOF);
          host.exit(status);
        });
  }

  private static void slowly(RawHost host) throws Exception {
    forever(
        () -> {
          host.print("@");
          Thread.sleep(100);
        });
  }

  private static String frame(String key, String length) {
    return FIRST + "@" + key + " " + length + "\nroot\n@end 0\n\n";
  }

  private static void early(RawHost host) throws Exception {
    host.run();
    host.print(PROBE.output());
    host.exit(0);
    host.hold();
  }

  private static void prompts(RawHost host) throws Exception {
    host.run();
    forever(() -> host.complain(host.prompt()));
  }

  private static void refusal(RawHost host) throws Exception {
    host.run();
    host.complain("sudo: you are not in the sudoers file" + ESCAPES);
    host.exit(1);
    host.hold();
  }

  private static RecordedProbe each(UnaryOperator<Frames.Frame> change) {
    return new RecordedProbe(PROBE.frames().stream().map(change).toList());
  }

  private static RecordedProbe everywhere() {
    return each(
        frame ->
            switch (frame.key()) {
              case "portside", "end", "uid", "init", "units" -> frame;
              default -> new Frames.Frame(frame.key(), frame.raw() + ESCAPED_BYTES);
            });
  }

  private static RecordedProbe info() {
    return PROBE
        .with("info", raw -> raw.replaceFirst("\"ServerVersion\":\"", "$0\\\\u001b[31m\\\\u202e"))
        .with("running", raw -> raw.stripTrailing() + ESCAPED_BYTES)
        .with("log", ESCAPED_BYTES);
  }

  /** A file that stays, with what JSON lets stand in a string. */
  private static RecordedProbe diff() {
    return PROBE.file(
        "/etc/docker/daemon.json",
        "{\n  \"labels\": [\"a\u007f\u009b31m\u202e\u2028\u2066b\"]\n}\n");
  }

  private static RecordedProbe files() {
    return PROBE.file("/etc/docker/daemon.json", "{\"hosts\": [\"" + ESCAPES + "\", oops]}\n");
  }

  private static RecordedProbe numbers() {
    String giant = "9".repeat(5_000);
    return PROBE
        .with("units", raw -> raw.replace("MainPID=98", "MainPID=" + giant))
        .with("pid", giant)
        .with("info", "{\"ServerVersion\":\"1\",\"Containers\":" + giant + "}")
        .with("dockerd", "");
  }

  private static String info(String json) {
    return PROBE.with("info", json).output();
  }

  private static String parts() {
    return "{\"ServerVersion\":[" + "[],".repeat(1_200_000) + "0]}";
  }

  private static String containers() {
    return PROBE.with("running", ("e6".repeat(10) + " 1 no /w\n").repeat(100_000)).output();
  }

  private static String listeners() {
    return PROBE.with("addresses", "1: lo    inet " + "1:".repeat(1_000_000)).output();
  }
}
