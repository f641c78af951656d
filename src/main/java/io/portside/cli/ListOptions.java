package io.portside.cli;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.verify.ListQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which entries a list has, in docker's own options. */
final class ListOptions {
  @Option(
      names = {"-a", "--all"},
      description = "stopped containers, or images between layers, too")
  boolean all;

  @Option(
      names = "--filter",
      paramLabel = "K=V",
      description = "only these, as docker's --filter; repeats")
  List<String> filters = new ArrayList<>();

  @Option(names = "--no-trunc", description = "cut nothing short")
  boolean whole;

  ListQuery query(boolean sizes) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      if (equals < 1) {
        throw new InputException(
            new Problem(
                ProblemCode.BAD_OPTION,
                "--filter",
                "'" + filter + "' is no filter",
                "give name=value, such as status=exited or label=com.example.team=web"));
      }
      values
          .computeIfAbsent(
              filter.substring(0, equals).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(filter.substring(equals + 1).strip());
    }
    return new ListQuery(all, values, sizes);
  }
}
