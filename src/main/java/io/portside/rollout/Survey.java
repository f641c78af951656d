package io.portside.rollout;

import io.portside.apply.Scripts;
import io.portside.desired.ClientAddress;
import io.portside.desired.Desired;
import io.portside.facts.Facts;
import io.portside.facts.FactsParser;
import io.portside.inventory.Connection;
import io.portside.plan.Exposure;
import io.portside.plan.Plan;
import io.portside.plan.Planner;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.HostStatus.Drift;
import io.portside.rollout.HostStatus.Engine;
import io.portside.rollout.HostStatus.Look;
import io.portside.rollout.HostStatus.Via;
import io.portside.ssh.Connector;
import io.portside.ssh.Output;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import io.portside.verify.ApiException;
import io.portside.verify.EngineApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The look at one host: SSH and the probe, what apply would do, the API from outside, and the
 * engine by the API where that answers, else by its local socket over the session.
 */
public final class Survey implements Poll.Question<HostStatus> {
  private final Connector connector;
  private final Planner planner;
  private final Connection connection;
  private final Desired desired;
  private final Duration limit;
  private final List<Problem> problems = new ArrayList<>();
  private final String address;
  private ClientAddress client;
  private Exposure exposure = Exposure.UNKNOWN;
  private Drift drift = Drift.UNKNOWN;

  /**
   * The look at one host; for one time.
   *
   * @param limit for the probe
   */
  public Survey(
      Connector connector,
      Planner planner,
      Connection connection,
      Desired desired,
      Duration limit) {
    this.connector = connector;
    this.planner = planner;
    this.connection = connection;
    this.desired = desired;
    this.limit = limit;
    this.address = connector.address(connection);
    this.client = ClientAddress.of(desired, address);
  }

  @Override
  public HostStatus ask() {
    long start = System.nanoTime();
    try (Session session = connector.open(connection)) {
      Look ssh = new Look(since(start), Optional.empty());
      Optional<Facts> facts = probe(session);
      facts.ifPresent(this::compare);
      Optional<Look> api = api();
      Optional<Engine> engine = overApi(api);
      if (engine.isEmpty() && facts.filter(Facts::active).isPresent()) {
        EngineSocket socket = new EngineSocket(session);
        engine = engine(Via.SSH, EngineApi.over(socket, EngineSocket.URL, EngineApi.Limits.USUAL));
      }
      return status(ssh, api, engine);
    } catch (SshException e) {
      Look ssh = new Look(since(start), Optional.of(e.problem()));
      problems.add(e.problem());
      Optional<Look> api = api();
      return status(ssh, api, overApi(api));
    }
  }

  @Override
  public HostStatus failed(Problem defect) {
    problems.add(defect);
    return status(new Look(Duration.ZERO, Optional.of(defect)), Optional.empty(), Optional.empty());
  }

  private Optional<Facts> probe(Session session) {
    try {
      Output output = session.run(Scripts.probe(Scripts.Backup.NONE), limit);
      Optional<Facts> facts = FactsParser.parse(output.stdout());
      if (facts.isEmpty()) {
        problems.add(Attempt.unreadable(output));
      }
      return facts;
    } catch (SshException e) {
      problems.add(e.problem());
      return Optional.empty();
    }
  }

  // With consent: to look at an open port opens none.
  private void compare(Facts facts) {
    exposure = Exposure.of(facts);
    switch (planner.plan(facts, desired.withConsent())) {
      case Plan.NoOp(var endpoints) -> {
        drift = Drift.NO;
        client = ClientAddress.of(endpoints, address);
      }
      case Plan.Apply apply -> {
        drift = Drift.YES;
        client = ClientAddress.of(apply.endpoints(), address);
      }
      case Plan.Recover(var unfinished) -> {
        drift = Drift.YES;
        problems.add(Attempt.cutOff(unfinished));
      }
      case Plan.Refuse(var reasons, _) -> {
        drift = Drift.REFUSED;
        problems.addAll(reasons);
      }
    }
  }

  private Optional<Look> api() {
    if (client.loopback() && !connection.local()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    Optional<Problem> problem = Optional.empty();
    try {
      outside().ping();
      exposure = exposure == Exposure.UNKNOWN ? Exposure.OPEN : exposure;
    } catch (ApiException e) {
      problem = Optional.of(e.problem());
      problems.add(e.problem());
      if (exposure == Exposure.UNKNOWN && e.problem().code() == ProblemCode.API_TLS_MISMATCH) {
        exposure = Exposure.TLS;
      }
    }
    return Optional.of(new Look(since(start), problem));
  }

  private Optional<Engine> overApi(Optional<Look> api) {
    return api.filter(Look::answers).isPresent() ? engine(Via.API, outside()) : Optional.empty();
  }

  private Optional<Engine> engine(Via via, EngineApi api) {
    try {
      return Optional.of(new Engine(via, api.info(), diskUsage(api)));
    } catch (ApiException e) {
      problems.add(e.problem());
      return Optional.empty();
    }
  }

  /** Counting may take an engine minutes: that it does is no fault of the host's. */
  private static Optional<Long> diskUsage(EngineApi api) {
    try {
      return Optional.of(api.diskUsage());
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private EngineApi outside() {
    return EngineApi.tcp(client.host(), client.port(), EngineApi.Limits.USUAL);
  }

  private HostStatus status(Look ssh, Optional<Look> api, Optional<Engine> engine) {
    return new HostStatus(
        connection.host(),
        address,
        ssh,
        client.url(),
        api,
        exposure,
        engine,
        drift,
        List.copyOf(problems));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
