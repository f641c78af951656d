package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * {@code group_vars} and {@code host_vars} beside the sources ({@code ansible.builtin.
 * host_group_vars}). Of {@code NAME}, {@code NAME.yml}, {@code NAME.yaml} and {@code NAME.json} the
 * first that exists counts, and only that; a directory's files count in order.
 */
final class VarsFiles {
  private static final List<String> EXTENSIONS = List.of("", ".yml", ".yaml", ".json");

  private final Problems problems;
  private final List<Path> directories;
  private final Map<String, Map<Path, Set<String>>> listings = new HashMap<>();
  private final Map<Path, Map<String, Value>> loaded = new HashMap<>();
  private final Set<Path> sealed = new HashSet<>();
  private final Set<Path> incomplete = new HashSet<>();
  private final Vault vault;

  /**
   * Reads lazily.
   *
   * @param directories those of the sources, in order; of a directory named twice the later place
   *     counts
   */
  VarsFiles(List<Path> directories, Problems problems, Vault vault) {
    this.directories = List.copyOf(new LinkedHashSet<>(directories.reversed())).reversed();
    this.problems = problems;
    this.vault = vault;
  }

  /** Reads those of several groups or of one host, so that what is wrong in them is told. */
  void read(String kind, List<String> names) {
    forEach(kind, names, this::load);
  }

  /**
   * Adds the variables of several groups or of one host: directory by directory, so that a later
   * source beats an earlier one whatever the groups' order. Vaulted files are opened.
   *
   * @param kind {@code group_vars} or {@code host_vars}
   */
  void addTo(Map<String, Value> vars, String kind, List<String> names) {
    forEach(
        kind,
        names,
        path -> {
          Map<String, Value> unsealed = load(path);
          vars.putAll(sealed.remove(path) ? read(path, true) : unsealed);
        });
  }

  /** Whether all could be read. */
  boolean areComplete(String kind, List<String> names) {
    List<Path> found = new ArrayList<>();
    forEach(kind, names, found::add);
    return Collections.disjoint(found, incomplete);
  }

  private void forEach(String kind, List<String> names, Consumer<Path> each) {
    for (var base : listings.computeIfAbsent(kind, this::listings).entrySet()) {
      for (String name : names) {
        EXTENSIONS.stream()
            .map(extension -> name + extension)
            .filter(base.getValue()::contains)
            .findFirst()
            .map(base.getKey()::resolve)
            .ifPresent(each);
      }
    }
  }

  /** What is in the directories of this kind; without the empty ones. */
  private Map<Path, Set<String>> listings(String kind) {
    Map<Path, Set<String>> listings = new LinkedHashMap<>();
    for (Path directory : directories) {
      Path base = directory.resolve(kind);
      Set<String> names = list(base);
      if (!names.isEmpty()) {
        listings.put(base, names);
      }
    }
    return listings;
  }

  /** Without what is in vaulted files: those make the path a sealed one. */
  private Map<String, Value> load(Path path) {
    Map<String, Value> known = loaded.get(path);
    return known == null ? read(path, false) : known;
  }

  private Map<String, Value> read(Path path, boolean open) {
    Map<String, Value> vars = new LinkedHashMap<>();
    int errors = problems.errorCount();
    for (Path file : files(path, new Descent())) {
      try {
        SourceFile source = SourceFile.read(file);
        if (!open && Vault.isVaulted(source.text())) {
          sealed.add(path);
        } else {
          vars.putAll(VarsFile.variables(source.opened(vault), problems));
        }
      } catch (InputException e) {
        problems.error(e);
      }
    }
    if (problems.errorCount() > errors) {
      incomplete.add(path);
    }
    loaded.put(path, vars);
    return vars;
  }

  private List<Path> files(Path path, Descent descent) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    Optional<String> refused = descent.enter(path);
    if (refused.isPresent()) {
      problems.error(
          ProblemCode.INVENTORY_MISSING, path.toString(), refused.get(), "remove the link");
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    for (String name : list(path)) {
      int dot = name.lastIndexOf('.');
      String extension = dot <= 0 ? "" : name.substring(dot);
      boolean directory = Files.isDirectory(path.resolve(name));
      boolean skipped = name.startsWith(".") || name.endsWith("~");
      if (!skipped && (directory ? extension.isEmpty() : EXTENSIONS.contains(extension))) {
        files.addAll(files(path.resolve(name), descent));
      }
    }
    descent.leave();
    return files;
  }

  /** The names in a directory, in Python's order; none where it is no directory. */
  private Set<String> list(Path directory) {
    Set<String> names = new TreeSet<>(CodePoints.ORDER);
    if (Files.isDirectory(directory)) {
      try (var entries = Files.list(directory)) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      } catch (IOException e) {
        problems.error(
            ProblemCode.INVENTORY_MISSING,
            directory.toString(),
            "cannot be listed: " + e.getMessage(),
            "check that you may read it");
      }
    }
    return names;
  }
}
