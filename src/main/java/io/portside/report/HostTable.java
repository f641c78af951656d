package io.portside.report;

import io.portside.inventory.Destination;
import io.portside.inventory.Host;
import io.portside.problem.HostNames;
import io.portside.problem.Untrusted;
import java.util.List;

/**
 * The hosts of an inventory: address, user and groups of each. Those in a row that differ by one
 * number only, in the name and in the address, share a line: {@code web[01:50]}.
 */
public final class HostTable {
  private static final int SHOWN = 200;

  /**
   * A host to show.
   *
   * @param destination where it is
   */
  public record Entry(Host host, Destination destination) {
    /** Whether both can be on one line, if their names and addresses can. */
    private boolean isLike(Entry other) {
      return host.groups().equals(other.host.groups())
          && destination.port().equals(other.destination.port())
          && destination.user().equals(other.destination.user());
    }
  }

  private final Table table = new Table("HOST", "ADDRESS", "PORT", "USER", "GROUPS");

  private HostTable() {}

  /** The table, with a line end after each line. */
  public static String text(List<Entry> entries) {
    var hosts = new HostTable();
    int from = 0;
    for (int at = 1; at <= entries.size(); at++) {
      if (at == entries.size() || !entries.get(at).isLike(entries.get(from))) {
        hosts.alike(entries.subList(from, at));
        from = at;
      }
    }
    return hosts.table.text();
  }

  private void alike(List<Entry> entries) {
    int from = 0;
    for (HostNames.Run run : HostNames.runs(names(entries))) {
      List<Entry> members = entries.subList(from, from + run.size());
      List<String> addresses = addresses(members);
      List<String> folded = HostNames.fold(addresses);
      if (addresses.equals(names(members))) {
        row(run.text(), "-", members.getFirst());
      } else if (folded.size() == 1) {
        row(run.text(), folded.getFirst(), members.getFirst());
      } else {
        members.forEach(each -> row(each.host().name(), each.destination().address(), each));
      }
      from += run.size();
    }
  }

  private void row(String host, String address, Entry entry) {
    table.row(
        shown(host),
        shown(address),
        entry.destination().port().map(String::valueOf).orElse("-"),
        shown(entry.destination().user().orElse("-")),
        shown(String.join(",", entry.host().groups())));
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream().map(entry -> entry.host().name()).toList();
  }

  private static List<String> addresses(List<Entry> entries) {
    return entries.stream().map(entry -> entry.destination().address()).toList();
  }

  private static String shown(String text) {
    return Untrusted.line(text, SHOWN);
  }
}
