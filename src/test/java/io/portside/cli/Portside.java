package io.portside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.lab.Lab;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A run of the program, as a user sees it.
 *
 * @param code what it exits with
 */
record Portside(int code, String out, String err) {

  /** Runs a command line. */
  static Portside run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Portside(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command on the hosts of a lab, with consent to plain TCP; stdout is the report. */
  static Portside on(Lab lab, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-i", lab.inventory().toString()));
    arguments.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
    arguments.addAll(List.of("--ssh-config", "/dev/null", "-o", "json"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  /** What stdout holds where it is a report. */
  JsonNode report() {
    return json(out);
  }

  static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** What the report says of a host. */
  JsonNode host(String name) {
    return StreamSupport.stream(report().path("hosts").spliterator(), false)
        .filter(host -> host.path("host").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the report has no host " + name + ": " + this));
  }

  /** How a host ended, in the report's word. */
  String outcome(String host) {
    return host(host).path("outcome").asText();
  }

  /** The first problem of a host. */
  JsonNode problem(String host) {
    return host(host).path("problems").path(0);
  }
}
