package io.portside.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.rollout.HostStatus;
import io.portside.rollout.HostStatus.Look;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** {@code portside status}: a line a host. */
public final class StatusText {
  private static final int CELL = 200;
  private static final String NOTHING = "-";

  private StatusText() {}

  /** For people. */
  public static String table(List<HostStatus> hosts) {
    Table table =
        new Table(
            "HOST",
            "SSH",
            "ENGINE",
            "ENDPOINT",
            "API",
            "EXPOSURE",
            "RUNNING",
            "STOPPED",
            "IMAGES",
            "DISK",
            "LIVE-RESTORE",
            "VIA",
            "DRIFT");
    for (HostStatus host : hosts) {
      table.row(
          cell(host.host()),
          look(host.ssh()),
          of(host, engine -> engine.info().version()),
          cell(host.endpoint()),
          host.api().map(StatusText::look).orElse(NOTHING),
          word(host.exposure()),
          of(host, engine -> running(engine.info().running(), engine.info().paused())),
          of(host, engine -> String.valueOf(engine.info().stopped())),
          of(host, engine -> String.valueOf(engine.info().images())),
          of(host, engine -> engine.diskBytes().map(DockerText::size).orElse(NOTHING)),
          of(host, engine -> engine.info().liveRestore() ? "on" : "off"),
          of(host, engine -> word(engine.via())),
          drift(host));
    }
    return table.text();
  }

  /** For programs; a single value is there only where it is known. */
  public static String json(Asked asked, List<HostStatus> hosts) {
    ObjectNode root = Json.document(asked);
    long well = hosts.stream().filter(HostStatus::well).count();
    root.putObject("summary")
        .put("hosts", hosts.size())
        .put("well", well)
        .put("drift", hosts.stream().filter(h -> h.drift() == HostStatus.Drift.YES).count());
    ArrayNode list = root.putArray("hosts");
    hosts.forEach(host -> put(host, list.addObject()));
    return Json.pretty(root);
  }

  private static void put(HostStatus host, ObjectNode node) {
    node.put("host", host.host()).put("address", host.address());
    put(host.ssh(), node.putObject("ssh"));
    node.put("endpoint", host.endpoint());
    host.api().ifPresent(look -> put(look, node.putObject("api")));
    node.put("exposure", word(host.exposure())).put("drift", word(host.drift()));
    host.engine().ifPresent(engine -> put(engine, node.putObject("engine")));
    Json.put(host.problems(), node.putArray("problems"));
  }

  private static void put(Look look, ObjectNode node) {
    node.put("answers", look.answers()).put("ms", look.took().toMillis());
  }

  private static void put(HostStatus.Engine engine, ObjectNode node) {
    node.put("via", word(engine.via()))
        .put("version", engine.info().version())
        .put("containers_running", engine.info().running())
        .put("containers_paused", engine.info().paused())
        .put("containers_stopped", engine.info().stopped())
        .put("images", engine.info().images())
        .put("live_restore", engine.info().liveRestore());
    engine.diskBytes().ifPresent(bytes -> node.put("disk_bytes", bytes));
  }

  private static String of(HostStatus host, Function<HostStatus.Engine, String> value) {
    return cell(host.engine().map(value).orElse(NOTHING));
  }

  private static String running(int running, int paused) {
    return paused == 0 ? String.valueOf(running) : running + " (" + paused + " paused)";
  }

  private static String look(Look look) {
    return look.problem()
        .map(problem -> "! " + problem.code().id())
        .orElseGet(() -> ms(look.took()));
  }

  private static String ms(Duration took) {
    return took.toMillis() + " ms";
  }

  private static String drift(HostStatus host) {
    Optional<ProblemCode> refusal =
        host.problems().stream().map(problem -> problem.code()).findFirst();
    return switch (host.drift()) {
      case NO -> "no";
      case YES -> "! yes";
      case REFUSED -> "! " + refusal.map(ProblemCode::id).orElse("refused");
      case UNKNOWN -> NOTHING;
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return Untrusted.line(text, CELL);
  }
}
