package io.portside.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** {@code --resume FILE.json}: what an earlier run left to be done. */
public final class EarlierReport {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> DONE = Set.of("ok", "changed", "planned");

  private EarlierReport() {}

  /**
   * Hosts that failed, were refused or unreachable, or were never started, in the report's order.
   *
   * @throws InputException the file cannot be read or is no such report
   */
  public static Set<String> unfinished(Path file) {
    Set<String> unfinished = new LinkedHashSet<>();
    for (JsonNode host : hosts(file)) {
      String name = host.path("host").asText();
      String word = host.path("outcome").asText();
      if (name.isEmpty() || !Summary.WORDS.contains(word)) {
        throw refuse(file, "a host in it has no name, or an outcome unknown to this version");
      }
      if (!DONE.contains(word)) {
        unfinished.add(name);
      }
    }
    return unfinished;
  }

  private static JsonNode hosts(Path file) {
    try {
      JsonNode root = MAPPER.readTree(Files.readString(file));
      if (root.has("portside") && root.path("hosts").isArray()) {
        return root.path("hosts");
      }
    } catch (JsonProcessingException e) {
      throw refuse(file, "it is not a report of Portside, as it is not even JSON");
    } catch (IOException e) {
      throw refuse(file, "it cannot be read: " + e.getMessage());
    }
    throw refuse(file, "it is not a report of Portside");
  }

  private static InputException refuse(Path file, String why) {
    return new InputException(
        new Problem(
            ProblemCode.BAD_OPTION,
            "--resume " + file,
            why,
            "give a file that --report FILE.json has written"));
  }
}
