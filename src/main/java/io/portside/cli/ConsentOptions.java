package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.Listen;
import java.util.List;
import picocli.CommandLine.Option;

/** Plain TCP off loopback only with consent: a variable, an option, or a yes. */
final class ConsentOptions {
  @Option(names = "--allow-open", description = "consent to plain TCP on addresses off loopback")
  boolean allowOpen;

  @Option(
      names = {"-y", "--yes"},
      description = "ask no question; consent to plain TCP takes --allow-open")
  boolean yes;

  /** The same states, with consent where it was given; the planner refuses the others. */
  List<Desired> ask(List<Desired> desired, Terminal terminal) {
    List<String> open =
        desired.stream()
            .filter(
                d -> !d.allowOpen() && d.listen().stream().anyMatch(ConsentOptions::offLoopback))
            .map(Desired::host)
            .toList();
    if (open.isEmpty()) {
      return desired;
    }
    boolean consent =
        allowOpen
            || (yes ? terminal.unattended() : terminal)
                .confirm(
                    "Docker's API would be open as plain TCP on "
                        + (open.size() == 1 ? open.getFirst() : open.size() + " hosts")
                        + ", which makes root of whoever reaches it. Is that network yours alone?")
                .orElse(false);
    return consent ? desired.stream().map(Desired::withConsent).toList() : desired;
  }

  private static boolean offLoopback(Listen listen) {
    return switch (listen) {
      case Listen.Address(var address, var port) ->
          Endpoint.of(address, port).scope() != Endpoint.Scope.LOOPBACK;
      case Listen.Interface(_, _), Listen.Network(_, _, _) -> true;
    };
  }
}
