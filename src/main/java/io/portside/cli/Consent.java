package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.Listen;
import java.util.List;

/** Plain TCP off loopback only with consent: a variable, an option, or a yes. */
final class Consent {
  private Consent() {}

  /** The same hosts, with consent where it was given; the planner refuses the others. */
  static List<Desired> ask(List<Desired> desired, boolean allowOpen, Terminal terminal) {
    List<String> open =
        desired.stream()
            .filter(d -> !d.allowOpen() && d.listen().stream().anyMatch(Consent::offLoopback))
            .map(Desired::host)
            .toList();
    if (open.isEmpty()) {
      return desired;
    }
    boolean consent =
        allowOpen
            || terminal
                .confirm(
                    open.size()
                        + " hosts would serve Docker's API as plain TCP, which makes root of"
                        + " whoever reaches it. Is their network yours alone?")
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
