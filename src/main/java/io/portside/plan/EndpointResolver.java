package io.portside.plan;

import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.Listen;
import io.portside.facts.Facts;
import io.portside.facts.InterfaceAddress;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the wanted addresses the host's own. */
final class EndpointResolver {
  private final Facts facts;
  private final List<Problem> problems;

  EndpointResolver(Facts facts, List<Problem> problems) {
    this.facts = facts;
    this.problems = problems;
  }

  List<Endpoint> resolve(Desired desired) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Listen listen : desired.listen()) {
      Optional<InetAddress> address = address(listen);
      address.map(a -> Endpoint.of(a, listen.port())).ifPresent(endpoints::add);
      if (address.isEmpty()) {
        problems.add(missing(listen));
      }
    }
    return endpoints.stream().distinct().toList();
  }

  private Optional<InetAddress> address(Listen listen) {
    return switch (listen) {
      case Listen.Address(var address, _) ->
          address.isAnyLocalAddress()
                  || (address.isLoopbackAddress() && address.getAddress().length == 4)
                  || facts.addresses().isEmpty()
                  || facts.addresses().stream().anyMatch(a -> a.address().equals(address))
              ? Optional.of(address)
              : Optional.empty();
      case Listen.Interface(var name, _) ->
          facts.addresses().stream()
              .filter(a -> a.name().equals(name))
              .map(InterfaceAddress::address)
              .findFirst();
      case Listen.Network network ->
          // Docker makes its bridges when it starts: too late for it to listen there.
          facts.addresses().stream()
              .filter(a -> !a.name().matches("docker\\d+|docker_gwbridge|br-[0-9a-f]{12}"))
              .map(InterfaceAddress::address)
              .filter(network::contains)
              .findFirst();
    };
  }

  private Problem missing(Listen listen) {
    String has =
        facts.addresses().stream()
            .map(a -> a.name() + " " + a.address().getHostAddress())
            .collect(Collectors.joining(", "));
    String what =
        switch (listen) {
          case Listen.Address(var address, _) ->
              "the host has no address " + address.getHostAddress();
          case Listen.Interface(var name, _) -> "the host has no address on an interface " + name;
          case Listen.Network network -> "the host has no address in " + network;
        };
    return new Problem(
        ProblemCode.ADDRESS_MISSING,
        "portside_listen " + listen,
        what + ", so dockerd could not start",
        "it has " + (has.isEmpty() ? "none that could be read (no ip command)" : has));
  }
}
