package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what {@code -i} names: host lists, files, and directories of files. */
final class Sources {
  /** {@code IGNORED} in ansible/inventory/manager.py, with its default settings. */
  private static final Pattern IGNORED =
      Pattern.compile(
          "^\\.|^(host_vars|group_vars|vars_plugins)$"
              + "|(\\.pyc|\\.pyo|\\.swp|\\.bak|~|\\.rpm|\\.md|\\.txt|\\.rst|\\.orig|\\.ini|\\.cfg"
              + "|\\.retry)$");

  private final Declarations declared;
  private final Vault vault;
  private final List<Path> varsDirectories = new ArrayList<>();

  Sources(Declarations declared, Vault vault) {
    this.declared = declared;
    this.vault = vault;
  }

  /** Where {@code group_vars} and {@code host_vars} may be, in the order of the sources. */
  List<Path> varsDirectories() {
    return varsDirectories;
  }

  void read(String source) {
    if (source.isBlank()) {
      missing(source, "the inventory source is empty", "give a file, a directory or 'host1,'");
      return;
    }
    Optional<Path> path = path(source);
    boolean exists = path.filter(Files::exists).isPresent();
    if (source.contains(",") && !exists) {
      hostList(source);
    } else if (path.isEmpty() || !exists) {
      missing(
          source,
          "no such file or directory",
          "check the path; a list of hosts needs a comma: " + source + ",");
    } else {
      boolean directory = Files.isDirectory(path.get());
      varsDirectories.add(
          directory ? path.get() : Optional.ofNullable(path.get().getParent()).orElse(Path.of("")));
      if (directory) {
        directory(path.get(), new Descent());
      } else {
        file(path.get());
      }
    }
  }

  /** As in {@code host_list}: an entry that is no address is a name as it stands. */
  private void hostList(String list) {
    Group ungrouped = declared.ungrouped();
    for (String entry : list.split(",", -1)) {
      String name = entry.strip();
      Optional<HostAddress> address =
          HostAddress.parse(name).filter(found -> !found.host().contains("["));
      HostRange host =
          new HostRange(
              List.of(address.map(HostAddress::host).orElse(name)),
              address.flatMap(HostAddress::port));
      if (host.port().filter(port -> port < 1 || port > 65535).isPresent()) {
        declared
            .problems()
            .error(ProblemCode.VARIABLE_INVALID, list, "the port of " + name, "use 1 to 65535");
      } else if (!name.isEmpty()) {
        declared.addHosts(host, ungrouped, list, new Origin("-i " + list));
      }
    }
  }

  private void directory(Path directory, Descent descent) {
    Optional<String> refused = descent.enter(directory);
    if (refused.isPresent()) {
      missing(directory.toString(), refused.get(), "remove it, or give its files with -i");
      return;
    }
    for (Path entry : entries(directory)) {
      if (IGNORED.matcher(entry.getFileName().toString()).find()) {
        continue;
      }
      if (Files.isDirectory(entry)) {
        directory(entry, descent);
      } else {
        file(entry);
      }
    }
    descent.leave();
  }

  /** In Python's order. */
  private List<Path> entries(Path directory) {
    List<Path> entries;
    try (var listing = Files.list(directory)) {
      entries = new ArrayList<>(listing.toList());
    } catch (IOException e) {
      missing(directory.toString(), "cannot be listed: " + e.getMessage(), "check its mode");
      return List.of();
    }
    entries.sort(
        (a, b) -> CodePoints.ORDER.compare(a.getFileName().toString(), b.getFileName().toString()));
    return entries;
  }

  private void file(Path path) {
    try {
      InventoryFormat.read(path, declared, vault);
    } catch (InputException e) {
      declared.problems().error(e);
    }
  }

  private static Optional<Path> path(String source) {
    try {
      return Optional.of(Path.of(source));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void missing(String where, String what, String hint) {
    declared.problems().error(ProblemCode.INVENTORY_MISSING, where, what, hint);
  }
}
