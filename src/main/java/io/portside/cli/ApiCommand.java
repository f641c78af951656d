package io.portside.cli;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.report.Asked;
import io.portside.report.ListLine;
import io.portside.report.ProblemLines;
import io.portside.report.Row;
import io.portside.report.RowFormat;
import io.portside.report.RowKind;
import io.portside.rollout.ApiQuestion;
import io.portside.rollout.ExitCode;
import io.portside.rollout.HostAnswer;
import io.portside.rollout.Poll;
import io.portside.verify.ApiException;
import io.portside.verify.EngineApi;
import io.portside.verify.ListQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What ps and images have in common: the API just opened, asked on every host at once. */
abstract class ApiCommand<T> implements Callable<Integer> {
  private final String name;
  private final RowKind kind;
  private final Output output;

  @Mixin SourceOptions sources = new SourceOptions();

  @Mixin ListOptions listing = new ListOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "as docker's: json (a line each), table, 'table {{.Host}}\\t{{.ID}}', '{{.Host}}"
              + " {{.ID}}' (default: table)")
  @Nullable String format;

  @Mixin ApiOptions api = new ApiOptions();
  @Mixin StdoutOption stdout = new StdoutOption();
  @Mixin WatchOption watch = new WatchOption();

  ApiCommand(String name, RowKind kind, Output output) {
    this.name = name;
    this.kind = kind;
    this.output = output;
  }

  abstract List<T> ask(EngineApi api, ListQuery query) throws ApiException;

  /** Whether the engine has to be asked to count sizes for what is shown. */
  abstract boolean needsSizes(RowFormat shown);

  /** Which line an entry of a host becomes, told at one moment. */
  abstract Function<T, Row> rows(String host, Instant now, boolean whole);

  abstract String json(Asked asked, List<HostAnswer<T>> answers);

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(output.err());
    var gathered = new Gathered();
    Optional<RowFormat> shown = gathered.of(this::format);
    Optional<Poll> poll = gathered.of(api::poll);
    Optional<EngineApi.Limits> limits = gathered.of(api::limits);
    Optional<ListQuery> query =
        gathered.of(() -> listing.query(shown.filter(this::needsSizes).isPresent()));
    gathered.check(watch::check);
    List<ApiHost> hosts = ApiHost.all(sources, gathered, terminal);
    gathered.throwIfAny();
    List<ApiQuestion<T>> questions =
        hosts.stream()
            .map(
                host ->
                    new ApiQuestion<>(
                        host.name(),
                        host.api(Gathered.all(limits)),
                        on -> ask(on, Gathered.all(query))))
            .toList();
    return watch.show(
        output,
        terminal.present(),
        () -> screen(Gathered.all(poll), questions, Gathered.all(shown)));
  }

  private RowFormat format() {
    if (format != null && stdout.json()) {
      throw new InputException(
          Problem.of(
              ProblemCode.BAD_OPTION,
              "--format and -o json do not go together",
              "give -o json for one document, or --format json for a line each"));
    }
    return RowFormat.parse(format == null ? "table" : format, kind);
  }

  private WatchOption.Screen screen(Poll poll, List<ApiQuestion<T>> questions, RowFormat shown) {
    Instant started = Instant.now();
    List<HostAnswer<T>> answers = poll.ask(questions);
    Asked asked = new Asked(Main.VERSION, name, started, Instant.now());
    boolean all = answers.stream().allMatch(answer -> answer.problem().isEmpty());
    return new WatchOption.Screen(
        stdout.json() ? json(asked, answers) : shown.text(lines(answers, asked.finished())),
        news(answers, shown),
        (all ? ExitCode.CONFORMS : ExitCode.UNREACHABLE).number());
  }

  private List<ListLine> lines(List<HostAnswer<T>> answers, Instant now) {
    List<ListLine> lines = new ArrayList<>();
    for (HostAnswer<T> answer : answers) {
      answer.said().stream().map(rows(answer.host(), now, listing.whole)).forEach(lines::add);
      if (answer.problem().isPresent()) {
        lines.add(new ListLine.Mark(answer.host(), answer.problem().get().code().id()));
      } else if (answer.slow()) {
        lines.add(new ListLine.Mark(answer.host(), slow(answer)));
      }
    }
    return lines;
  }

  private String news(List<HostAnswer<T>> answers, RowFormat shown) {
    ProblemLines problems = new ProblemLines();
    StringBuilder slow = new StringBuilder();
    for (HostAnswer<T> answer : answers) {
      answer.problem().ifPresent(problem -> problems.add(answer.host(), problem));
      if (answer.problem().isEmpty() && answer.slow() && !shown.showsMarks()) {
        slow.append("%s: %s\n".formatted(answer.host(), slow(answer)));
      }
    }
    return slow + problems.text();
  }

  private static String slow(HostAnswer<?> answer) {
    return String.format(
        Locale.ROOT, "slow: answered after %.1f s", answer.took().toMillis() / 1000.0);
  }
}
