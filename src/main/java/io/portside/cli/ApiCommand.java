package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.desired.Endpoint;
import io.portside.desired.Listen;
import io.portside.inventory.Connections;
import io.portside.inventory.Destination;
import io.portside.inventory.Host;
import io.portside.inventory.Needed;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import io.portside.rollout.ExitCode;
import io.portside.verify.ApiException;
import io.portside.verify.EngineApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What ps and images have in common: the API just opened, asked on every host at once. */
abstract class ApiCommand<R> implements Callable<Integer> {
  private final Output output;

  @Mixin SourceOptions sources = new SourceOptions();

  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "hosts at once (default: 50)")
  int forks = 50;

  ApiCommand(Output output) {
    this.output = output;
  }

  abstract List<R> rows(String host, EngineApi api) throws ApiException;

  abstract String table(List<R> rows);

  /** What one host said, or why it said nothing. */
  private record Answer<R>(String host, List<R> rows, Optional<Problem> problem) {}

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(output.err());
    var gathered = new Gathered();
    List<Host> hosts =
        sources.hosts(sources.inventory(terminal), Needed.ADDRESS, terminal, gathered);
    var read = gathered.of(() -> DesiredReader.read(hosts));
    var reached = gathered.of(() -> Connections.destinations(hosts));
    gathered.throwIfAny();
    List<Desired> desired = Gathered.all(read);
    List<Destination> destinations = Gathered.all(reached);
    Semaphore free = new Semaphore(Math.max(1, forks));
    List<CompletableFuture<Answer<R>>> asked = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      Host host = hosts.get(i);
      EngineApi api = api(destinations.get(i).address(), desired.get(i));
      free.acquireUninterruptibly();
      asked.add(
          CompletableFuture.supplyAsync(
                  () -> ask(host.name(), api), Thread.ofVirtual().name(host.name())::start)
              .whenComplete((_, _) -> free.release()));
    }
    return tell(asked.stream().map(CompletableFuture::join).toList());
  }

  private Answer<R> ask(String host, EngineApi api) {
    try {
      return new Answer<>(host, rows(host, api), Optional.empty());
    } catch (ApiException e) {
      return new Answer<>(host, List.of(), Optional.of(e.problem()));
    }
  }

  private int tell(List<Answer<R>> answers) {
    output.out().print(table(answers.stream().flatMap(a -> a.rows().stream()).toList()));
    boolean all = true;
    for (Answer<R> answer : answers) {
      if (answer.problem().isPresent()) {
        all = false;
        Problem problem = answer.problem().get();
        output
            .err()
            .println(
                Untrusted.line(answer.host(), 200)
                    + ": "
                    + problem.code().id()
                    + ": "
                    + Untrusted.line(problem.what(), 500));
        output.err().println("    mend: " + Untrusted.line(problem.hint(), 500));
      }
    }
    return (all ? ExitCode.CONFORMS : ExitCode.UNREACHABLE).number();
  }

  // Without a look at the host: its first endpoint, at a literal address or at the host's own.
  private static EngineApi api(String hostsOwn, Desired desired) {
    Listen listen = desired.listen().getFirst();
    String address =
        switch (listen) {
          case Listen.Address(var literal, var port) -> {
            Endpoint endpoint = Endpoint.of(literal, port);
            yield endpoint.scope() == Endpoint.Scope.OTHER ? endpoint.address() : hostsOwn;
          }
          case Listen.Interface(_, _), Listen.Network(_, _, _) -> hostsOwn;
        };
    return new EngineApi(address, listen.port());
  }
}
