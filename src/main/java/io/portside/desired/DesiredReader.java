package io.portside.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.portside.inventory.Host;
import io.portside.inventory.Value;
import io.portside.problem.HostProblems;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the {@code portside_*} variables of one host; all its problems come together. */
public final class DesiredReader {
  /** Every variable there is, with what it means where it is absent. */
  public static final Map<String, String> VARIABLES = variables();

  /** Keys that {@code portside_daemon_options} must not hold, with the reason. */
  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          Map.entry("hosts", "portside_listen and portside_unix_socket own it"),
          Map.entry("tls", "portside_tls owns it"),
          Map.entry("tlsverify", "portside_tls owns it"),
          Map.entry("tlscacert", "portside_tls owns it"),
          Map.entry("tlscert", "portside_tls owns it"),
          Map.entry("tlskey", "portside_tls owns it"),
          Map.entry("data-root", "the data root is never changed"),
          Map.entry("graph", "the data root is never changed"));

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Of a value that cannot be. */
  private static final int SHOWN = 200;

  private final Host host;
  private final HostProblems problems;

  private DesiredReader(Host host, HostProblems problems) {
    this.host = host;
    this.problems = problems;
  }

  private static Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("portside_listen", "[\"tcp://0.0.0.0:2375\"]");
    all.put("portside_unix_socket", "auto");
    all.put("portside_tls", "off");
    all.put("portside_allow_open", "false");
    all.put("portside_keep_containers", "auto");
    all.put("portside_daemon_options", "{}");
    all.put("portside_dropin", "override.conf");
    return all;
  }

  /**
   * The desired state of a host.
   *
   * @throws InputException a variable is unknown or has a value it cannot have
   */
  public static Desired read(Host host) {
    return read(List.of(host)).getFirst();
  }

  /**
   * The desired states of several hosts, in their order.
   *
   * @throws InputException with all problems of all hosts; what many share is told once
   */
  public static List<Desired> read(List<Host> hosts) {
    var problems = new HostProblems();
    List<Desired> desired =
        hosts.stream().map(host -> new DesiredReader(host, problems).desired()).toList();
    problems.throwIfAny();
    return desired;
  }

  private Desired desired() {
    host.vars().forEach(this::checkName);
    host.unresolved().forEach(this::checkName);
    checkTls();
    Map<String, JsonNode> vars = new LinkedHashMap<>();
    host.vars()
        .forEach(
            (name, value) -> {
              if (!value.secret()) {
                vars.put(name, value.node());
              }
            });
    return new Desired(
        host.name(),
        listen(),
        oneOf("portside_unix_socket", UnixSocket.values(), UnixSocket::text, UnixSocket.AUTO),
        allowOpen(),
        host.vars().containsKey("portside_tls"),
        oneOf(
            "portside_keep_containers",
            KeepContainers.values(),
            k -> k.name().toLowerCase(Locale.ROOT),
            KeepContainers.AUTO),
        daemonOptions(),
        dropin(),
        vars);
  }

  private void checkName(String name, Value value) {
    if (name.startsWith("portside_") && !VARIABLES.containsKey(name)) {
      problems.add(
          host.name(),
          new Problem(
              ProblemCode.VARIABLE_UNKNOWN,
              value.origin(),
              name + " is not a variable of Portside",
              Suggestion.hint(
                  name,
                  VARIABLES.keySet(),
                  "its variables are " + String.join(", ", VARIABLES.keySet()))));
    }
  }

  private void checkTls() {
    value("portside_tls")
        .filter(v -> !isOff(v.node()))
        .ifPresent(v -> invalid("portside_tls", v, "off; mutual TLS is not there yet"));
  }

  // YAML 1.1, which Ansible reads, makes a boolean of the bare word off.
  private static boolean isOff(JsonNode node) {
    return node.asText().equals("off") || (node.isBoolean() && !node.asBoolean());
  }

  private List<Listen> listen() {
    Optional<Value> given = structure("portside_listen");
    if (given.isEmpty()) {
      return List.of(Listen.parse("tcp://0.0.0.0:2375").orElseThrow());
    }
    String want =
        "a list of tcp://ADDRESS:PORT, tcp://INTERFACE:PORT or tcp://NETWORK/BITS:PORT with ports 1"
            + " to 65535, such as [\"tcp://0.0.0.0:2375\"]";
    JsonNode node = given.get().node();
    if (!node.isArray() || node.isEmpty()) {
      invalid("portside_listen", given.get(), want);
      return List.of();
    }
    List<Listen> all = new ArrayList<>();
    for (JsonNode each : node) {
      Optional<Listen> listen = each.isTextual() ? Listen.parse(each.asText()) : Optional.empty();
      listen.ifPresentOrElse(
          all::add, () -> invalid("portside_listen", given.get().with(each), want));
    }
    return all;
  }

  private boolean allowOpen() {
    Optional<Value> given = value("portside_allow_open");
    if (given.isEmpty()) {
      return false;
    }
    String text = given.get().node().asText().toLowerCase(Locale.ROOT);
    if (Set.of("true", "yes", "on").contains(text)) {
      return true;
    }
    if (!Set.of("false", "no", "off").contains(text)) {
      invalid("portside_allow_open", given.get(), "true or false");
    }
    return false;
  }

  private <E> E oneOf(String name, E[] all, Function<E, String> text, E whereAbsent) {
    Optional<Value> given = value(name);
    if (given.isEmpty()) {
      return whereAbsent;
    }
    JsonNode node = given.get().node();
    String said = isOff(node) ? "off" : node.asText();
    for (E each : all) {
      if (text.apply(each).equals(said)) {
        return each;
      }
    }
    invalid(name, given.get(), Arrays.stream(all).map(text).collect(Collectors.joining(", ")));
    return whereAbsent;
  }

  private Map<String, JsonNode> daemonOptions() {
    Optional<Value> given = structure("portside_daemon_options");
    if (given.isEmpty()) {
      return Map.of();
    }
    if (!given.get().node().isObject()) {
      invalid(
          "portside_daemon_options",
          given.get(),
          "a dictionary of daemon.json keys, such as {\"log-driver\": \"local\"}");
      return Map.of();
    }
    if (given.get().secret()) {
      invalid(
          "portside_daemon_options",
          given.get(),
          "values in the clear: they go into daemon.json, diffs and reports, so that nothing from"
              + " Ansible Vault may be in it");
      return Map.of();
    }
    Map<String, JsonNode> options = new LinkedHashMap<>();
    given
        .get()
        .node()
        .properties()
        .forEach(
            entry -> {
              String why = RESERVED.get(entry.getKey());
              if (why == null) {
                options.put(entry.getKey(), entry.getValue());
              } else {
                invalid(
                    "portside_daemon_options",
                    given.get().with(JsonNodeFactory.instance.textNode(entry.getKey())),
                    "other keys: " + why);
              }
            });
    return options;
  }

  private String dropin() {
    Optional<Value> given = value("portside_dropin");
    String name = given.map(v -> v.node().asText()).orElse("override.conf");
    if (!name.matches("[A-Za-z0-9_.@-]{1,200}\\.conf") || name.startsWith(".")) {
      given.ifPresent(
          v -> invalid("portside_dropin", v, "a file name that ends in .conf, without a folder"));
    }
    return name;
  }

  private Optional<Value> value(String name) {
    return Optional.ofNullable(host.vars().get(name));
  }

  /**
   * A list or dictionary, also where it is JSON in a text, as each value of {@code -e name=value}
   * is: templates of Ansible's take such a text for what it holds, too.
   */
  private Optional<Value> structure(String name) {
    return value(name)
        .map(given -> given.node().isTextual() ? given.with(parsed(given.node())) : given);
  }

  private static JsonNode parsed(JsonNode text) {
    try {
      JsonNode parsed = JSON.readTree(text.asText());
      return parsed.isContainerNode() ? parsed : text;
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  private void invalid(String name, Value value, String want) {
    problems.add(
        host.name(),
        new Problem(
            ProblemCode.VARIABLE_INVALID,
            value.origin(),
            name + " cannot be " + Untrusted.line(value.shown(), SHOWN),
            "it takes " + want));
  }
}
