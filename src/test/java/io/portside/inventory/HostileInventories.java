package io.portside.inventory;

import io.portside.problem.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A program of its own, so that a small heap can be given to it: makes inventories that ask for too
 * much, and prints for each {@code NAME MS CPU-MS OUTCOME}, where the outcome is {@code ok} or the
 * first problem.
 */
final class HostileInventories {
  private static final int MIB = 1 << 20;

  private final Path directory;

  private HostileInventories(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    var hostile = new HostileInventories(Path.of(args[0]));
    hostile.files();
    hostile.repeated();
    hostile.names();
    hostile.groups();
    hostile.references();
    hostile.trees();
    hostile.places();
    hostile.scripts();
    hostile.patterns();
  }

  private void files() throws IOException {
    Path large = directory.resolve("100-MiB");
    try (OutputStream out = Files.newOutputStream(large)) {
      for (int i = 0; i < 100; i++) {
        out.write("h\n".repeat(MIB / 2).getBytes(StandardCharsets.UTF_8));
      }
    }
    extra("extra vars of 100 MiB", "@" + large);
    match("limit file of 100 MiB", "@" + large);
    load("file of 100 MiB", large.toString());
    load("binary junk", write("junk", "\0\1\2\u00ff\n".repeat(1000)));
    load(
        "bytes that are no UTF-8", bytes("latin", new byte[] {'[', (byte) 0xC3, (byte) 0x28, ']'}));
    load(
        "half a surrogate in JSON",
        write("half.json", "{\"all\": {\"hosts\": {\"\\ud800\": {}}}}"));
  }

  private void repeated() throws IOException {
    int size = Limits.FILE_BYTES - 100;
    int line = Limits.LINE - 100;
    int rows = Limits.LINES - 100;
    load("blank lines", write("blank", "\n".repeat(size)));
    load("lines that are few enough", write("few", "\n".repeat(rows) + "a b c: d"));
    load(
        "long blanks and a bad line",
        write("blanks", " ".repeat(line).concat("\n").repeat(60) + "a b c: d"));
    load("line of 16 MiB", write("line", "a".repeat(size)));
    load("longest line", write("longest", "a".repeat(line)));
    load("line of 16 MiB in YAML", write("line.yml", "a".repeat(size)));
    load("one line of dashes", write("dashes", "-".repeat(line)));
    load("one line of hashes", write("hashes", "h a=" + "#".repeat(line)));
    load("one section head", write("section", "[" + "a".repeat(line)));
    load("one value", write("value", "h a=" + "1".repeat(line)));
    load("one value of words", write("words", "h " + "a=1 ".repeat(line / 4)));
    load("one list", write("list", "h\n[g]\nh\n[g:vars]\na=[" + "1,".repeat(line / 2) + "]"));
    load("one quote", write("quote", "h a='" + "\\'\"".repeat(line / 3)));
    load("short hosts", write("hosts", lines(size, "h%d\n", rows)));
    load("short groups", write("groups", lines(size, "[g%d]\n", rows)));
    load("bad lines", write("bad", "h x\n".repeat(rows)));
    load("duplicate hosts", write("same", "h a=1\n".repeat(rows)));
    load("too many duplicate hosts", write("more", "h a=1\n".repeat(size / 6)));
    load("YAML list", write("items.yml", "all: {vars: {a: [" + "1,\n".repeat(rows) + "]}}"));
    load(
        "YAML hosts", write("many.yml", "all:\n  hosts:\n" + lines(size - 20, "    h%d:\n", rows)));
    load("YAML duplicates", write("twice.yml", "all:\n  hosts:\n" + "    h:\n".repeat(rows)));
    load(
        "YAML digits",
        write("digits.yml", "all: {vars: {a: " + "1" + ":1".repeat(line / 2 - 20) + "}}"));
    load(
        "JSON list",
        write("items.json", "{\"all\": {\"vars\": {\"a\": [" + "1,\n".repeat(rows) + "1]}}}"));
    load(
        "JSON digits",
        write("digits.json", "{\"all\": {\"vars\": {\"a\": " + "1".repeat(size - 50) + "}}}"));
  }

  private void names() throws IOException {
    load("range of a billion", write("billion", "h[1:999999999]\n"));
    load("ranges of ten", write("tens", "h" + "[0:9]".repeat(20) + "\n"));
    load("ranges of one", write("ones", "h" + "[1:1]".repeat(50_000) + "\n"));
    load(
        "ranges line by line",
        write("rows", "h[1:90000]\n".repeat(10) + lines(2000, "x%d[1:9999]\n")));
    load("ranges in YAML", write("rows.yml", "all: {hosts: {'h[1:99999999]': , 'x[1:9][1:9]': }}"));
    load("range in a host list", "h[1:999999999],x");
  }

  private void groups() throws IOException {
    load(
        "children in a circle",
        write("circle", "[a:children]\nb\n[b:children]\nc\n[c:children]\na\n"));
    load("group in itself", write("self.yml", "a: {children: {b: {children: {a: }}}}"));
    var chain = new StringBuilder("[g0]\nh[1:5000]\n");
    for (int i = 1; i < 9000; i++) {
      chain.append("[g").append(i).append(":children]\ng").append(i - 1).append('\n');
    }
    load("chain of 9000 groups", write("chain", chain.toString()));
    var mesh = new StringBuilder("[g0]\nh\n");
    for (int i = 1; i < 300; i++) {
      mesh.append("[g").append(i).append(":children]\n").append(lines(i * 5, "g%d\n", i));
    }
    load("mesh of groups", write("mesh", mesh.toString()));
    var levels = new StringBuilder("[a0]\nh\n[b0]\nh\n");
    for (int i = 1; i < 90; i++) {
      levels.append(
          "[a%1$d:children]\na%2$d\nb%2$d\n[b%1$d:children]\na%2$d\nb%2$d\n".formatted(i, i - 1));
    }
    graph("graph of groups that multiply", write("levels", levels.toString()));
  }

  private void references() throws IOException {
    var doubled = new StringBuilder("h\n[all:vars]\na0=x\n");
    var chain = new StringBuilder("h\n[all:vars]\na0=x\n");
    for (int i = 1; i < 60; i++) {
      doubled.append("a%d={{ a%d }}{{ a%d }}\n".formatted(i, i - 1, i - 1));
    }
    for (int i = 1; i < 20_000; i++) {
      chain.append("a%d={{ a%d }}\n".formatted(i, i - 1));
    }
    load("references that double", write("doubled", doubled + "ansible_user={{ a59 }}\n"));
    load("references in a row", write("row", chain + "ansible_user={{ a19999 }}\n"));
    load("references to each other", write("each", "h ansible_user={{b}} b={{ansible_user}}\n"));
    load(
        "reference of many keys",
        write("keys", "h ansible_user={{a" + ".b".repeat(100_000) + "}}\n"));
    load(
        "text that adds up",
        write(
            "sum.yml",
            "all: {hosts: {h: }, vars: {b: "
                + "x".repeat(200_000)
                + ", portside_listen: ["
                + "\"y{{ b }}\",\n".repeat(5000)
                + "]}}"));
  }

  private void trees() throws IOException {
    int deep = 40_000;
    load("deep YAML flow", write("flow.yml", "all: " + "[".repeat(deep)));
    load("deep YAML map", write("map.yml", "{a: ".repeat(deep)));
    load("deep YAML blocks", write("block.yml", blocks()));
    load("deep JSON", write("deep.json", "{\"a\":".repeat(deep)));
    load("deep literal", write("literal", "h a=" + "[".repeat(deep) + "]".repeat(deep) + "\n"));
    load("deep tuple", write("tuple", "h a=" + "(".repeat(90) + "1" + ",)".repeat(90) + "\n"));
    var bomb = new StringBuilder("x0: &x0 [lol,lol,lol]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("x%d: &x%d [*x%d,*x%d,*x%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    load("aliases that multiply", write("bomb.yml", bomb.toString()));
    load("unsafe aliases", write("unsafe.yml", bomb.toString().replace(" [", " !unsafe [")));
    load(
        "merge keys that multiply",
        write("merge.yml", bomb.toString().replaceAll("\\[(.*)]", "{<<: [$1]}")));
    load("alias in itself", write("alias.yml", "a: &a [*a]\n"));
    load("merge key in itself", write("self-merge.yml", "a: &a {<<: *a}\n"));
  }

  private static String blocks() {
    var text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    return text.toString();
  }

  private void places() throws Exception {
    Path fifo = directory.resolve("fifo");
    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    load("pipe", fifo.toString());
    extra("pipe as extra vars", "@" + fifo);
    match("pipe as limit", "@" + fifo);
    load("/dev/zero", "/dev/zero");
    load("/dev/stdin", "/dev/stdin");
    load("/proc/self/environ", "/proc/self/environ");
    Path loops = Files.createDirectories(directory.resolve("loops/a/b"));
    for (String name : List.of("up", "again", "more")) {
      Files.createSymbolicLink(loops.resolve(name), Path.of("../.."));
    }
    load("links in a circle", directory.resolve("loops").toString());
    Files.createSymbolicLink(directory.resolve("itself"), Path.of("itself"));
    load("link to itself", directory.resolve("itself").toString());
    Path fan = Files.createDirectories(directory.resolve("fan"));
    for (int i = 0; i < 19; i++) {
      Path level = Files.createDirectories(fan.resolve("real").resolve("d" + i));
      Files.createSymbolicLink(level.resolve("x"), Path.of("../d" + (i + 1)));
      Files.createSymbolicLink(level.resolve("y"), Path.of("../d" + (i + 1)));
    }
    Files.createDirectories(fan.resolve("real/d19"));
    load("links that multiply", fan.resolve("real/d0").toString());
    Path vars = Files.createDirectories(directory.resolve("vars/group_vars/all"));
    Files.createSymbolicLink(vars.resolve("up"), Path.of("../.."));
    Files.createSymbolicLink(vars.resolve("here"), Path.of("."));
    load("group_vars in a circle", write("vars/hosts", "h\n"));
  }

  private void scripts() throws IOException {
    load("script without end of output", script("yes", "exec yes"));
    load("script with much on stderr", script("loud", "yes | head -c 50000000 >&2; exit 3"));
    load("script that leaves a process", script("leave", "sleep 30 & echo '{}'"));
    load("script that prints junk", script("junk.sh", "head -c 100000 /dev/urandom"));
    load("script that prints deep JSON", script("deep.sh", "yes '[' | head -n 100000"));
  }

  private void patterns() {
    String names = "a".repeat(900);
    for (String pattern :
        List.of(
            "~(a+)+$b",
            "~(a|a)*b",
            "~(a|aa)+$b",
            "~(.*)*x",
            "~((a{1,99}){1,99}){1,99}b",
            "~((()){1000}){1000}",
            "~" + "(a?)".repeat(30) + "b",
            "~" + "(".repeat(400) + ")".repeat(400),
            "*a".repeat(200) + "b",
            "[" + "a".repeat(5000),
            "~" + "(".repeat(50_000))) {
      outcome(
          "pattern " + (pattern.length() < 30 ? pattern : pattern.substring(0, 30) + "…"),
          () ->
              Inventory.load(List.of(names + "," + names + "b"), Map.of()).match(List.of(pattern)));
    }
  }

  private static String lines(int size, String format) {
    return lines(size, format, Integer.MAX_VALUE);
  }

  private static String lines(int size, String format, int count) {
    var text = new StringBuilder(size);
    for (int i = 0; i < count && text.length() < size - 20; i++) {
      text.append(format.replace("%d", Integer.toString(i)));
    }
    return text.toString();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private String bytes(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content).toString();
  }

  private String script(String name, String commands) throws IOException {
    Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }

  private static void load(String name, String source) throws IOException {
    outcome(name, () -> Inventory.load(List.of(source), Map.of()).select(List.of()));
    Path path = Path.of(source);
    if (Files.isRegularFile(path) && !source.startsWith("/proc")) {
      Files.delete(path);
    }
  }

  private static void graph(String name, String source) {
    outcome(
        name,
        () -> {
          Inventory inventory = Inventory.load(List.of(source), Map.of());
          InventoryGraph.of(inventory, "all", inventory.match(List.of()));
        });
  }

  private static void extra(String name, String option) {
    outcome(name, () -> ExtraVars.parse(List.of(option)));
  }

  private static void match(String name, String limit) {
    outcome(name, () -> Inventory.load(List.of("h,"), Map.of()).match(List.of("all", limit)));
  }

  private static void outcome(String name, Runnable action) {
    long start = System.nanoTime();
    long cpuStart = cpu();
    String outcome = "ok";
    try {
      action.run();
    } catch (InputException e) {
      outcome = e.problems().getFirst().toString().lines().findFirst().orElse("");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      outcome = "DEFECT " + e + " at " + List.of(e.getStackTrace()).stream().limit(4).toList();
    }
    System.out.printf(
        "%s\t%d\t%d\t%s%n",
        name,
        (System.nanoTime() - start) / 1_000_000,
        (cpu() - cpuStart) / 1_000_000,
        outcome.substring(0, Math.min(300, outcome.length())));
  }

  /** Of the whole process, in nanoseconds: a busy machine does not make it longer. */
  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }
}
