package io.portside.cli;

import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import io.portside.lab.RunningContainer;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes throw-away hosts on this machine and does the whole job on them.",
      "They are containers with a real sshd, init and dockerd. What is missing is made first: an"
          + " engine (on Debian, as root), images (minutes, the first time)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside demo",
      "  portside demo --hosts 5 --keep      leaves them, and says how to reach and remove them"
    })
final class DemoCommand implements Callable<Integer> {
  private final Output output;

  @Option(names = "--hosts", paramLabel = "N", description = "how many hosts (default: 3)")
  int hosts = 3;

  @Option(names = "--keep", description = "leave the hosts when done")
  boolean keep;

  DemoCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    if (hosts < 1 || hosts > 50) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION, "--hosts", hosts + " hosts cannot be made", "give 1 to 50"));
    }
    try (Lab lab =
        Lab.start(
            LabImage.mixed(hosts),
            keep ? Lifetime.KEPT : Lifetime.THROW_AWAY,
            line -> output.err().println("demo: " + line))) {
      int code = job(lab);
      if (keep) {
        leave(lab);
      }
      return code;
    }
  }

  private int job(Lab lab) {
    LabHost first = lab.hosts().getFirst();
    RunningContainer before = first.busybox("web", "no");
    say("A container runs on " + first.name() + ", with pid " + before.pid() + " there.");
    List<String> apply =
        List.of(
            "apply",
            "-i",
            lab.inventory().toString(),
            "--known-hosts",
            lab.knownHosts().toString(),
            "--allow-open",
            "--yes");
    int code = portside("Roll out, one host first:", apply, List.of("-D"));
    code =
        Math.max(
            code,
            portside(
                "The fleet's containers, through the API just opened:",
                List.of("ps", "-i", lab.inventory().toString()),
                List.of()));
    RunningContainer after = first.running("web");
    boolean kept = before.pid() == after.pid();
    say(
        kept
            ? "The container on " + first.name() + " still runs with pid " + after.pid() + "."
            : "The container on "
                + first.name()
                + " now has pid "
                + after.pid()
                + ": it was restarted.");
    code = Math.max(code, portside("Again: nothing is left to do:", apply, List.of()));
    return kept ? code : Math.max(code, ExitCode.FAILED.number());
  }

  private int portside(String title, List<String> command, List<String> more) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(more);
    say(title);
    output.out().println("$ portside " + String.join(" ", arguments));
    return Main.run(arguments.toArray(String[]::new), output.out(), output.err());
  }

  private void leave(Lab lab) {
    say("The hosts are left. Their inventory: " + lab.inventory());
    lab.hosts().forEach(h -> output.out().println("  docker -H tcp://" + h.address() + ":2375 ps"));
    output
        .out()
        .println(
            "  portside check -i "
                + lab.inventory()
                + " --known-hosts "
                + lab.knownHosts()
                + " --allow-open");
    output.out().println("  remove them: " + lab.removal());
  }

  private void say(String text) {
    output.out().println();
    output.out().println(text);
  }
}
