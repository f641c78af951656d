package io.portside.apply;

import io.portside.desired.Endpoint;
import io.portside.facts.Facts;
import io.portside.plan.FileChange;
import io.portside.plan.LiveRestore;
import io.portside.plan.Plan;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A plan as the lines that {@code transaction.sh} reads; its head tells their form. */
final class TransactionData {
  private final StringBuilder out = new StringBuilder();

  private TransactionData() {}

  /** To end a transaction that was cut off. */
  static String recover(String by) {
    TransactionData data = new TransactionData();
    data.line("task", "recover");
    data.line("by", by);
    return data.out.toString();
  }

  /** To see to it that a transaction that has not begun will not. */
  static String fence(String id, String by) {
    TransactionData data = new TransactionData();
    data.line("task", "fence");
    data.line("id", id);
    data.line("by", by);
    return data.out.toString();
  }

  /**
   * To carry a plan out.
   *
   * @param patience how long docker may take to start
   */
  static String of(Plan.Apply plan, String id, String by, Duration patience) {
    TransactionData data = new TransactionData();
    data.line("id", id);
    data.line("by", by);
    data.line("init", plan.init().name().toLowerCase(Locale.ROOT));
    data.line("active", yesNo(plan.active()));
    data.line("keep", plan.keep().name().toLowerCase(Locale.ROOT));
    data.line("reload", yesNo(plan.reload()));
    data.line("restart", yesNo(plan.restart()));
    data.line("renew", yesNo(plan.renewSocket()));
    data.line("patience", Long.toString(patience.toSeconds()));
    data.line("forget", yesNo(plan.forgetOriginal()));
    data.line("dockerd", plan.dockerd());
    plan.dockerdArgs().forEach(arg -> data.line("arg", arg));
    for (Endpoint endpoint : plan.endpoints()) {
      String address = endpoint.scope() == Endpoint.Scope.WILDCARD ? "*" : endpoint.address();
      data.line("listen", address + " " + endpoint.port() + " " + endpoint.fromWithin());
    }
    plan.removeDirs().forEach(dir -> data.line("rmdir", dir));
    for (FileChange file : plan.files()) {
      data.file(file, plan.liveRestore());
    }
    plan.liveRestore().ifPresent(data::liveRestore);
    return data.out.toString();
  }

  private void file(FileChange file, Optional<LiveRestore> liveRestore) {
    Optional<String> content =
        liveRestore.isPresent() && file.path().equals(Facts.DAEMON_JSON)
            ? liveRestore.map(LiveRestore::newOn)
            : file.after();
    String rest = file.expected() + " " + file.path();
    content.ifPresentOrElse(text -> block("put " + rest, text), () -> line("remove", rest));
    file.access().filter(_ -> content.isPresent()).ifPresent(access -> line("access", access));
  }

  private void liveRestore(LiveRestore forms) {
    block("old-on", forms.oldOn());
    forms.oldOff().ifPresent(text -> block("old-off", text));
    forms.newOff().ifPresent(text -> block("new-off", text));
    forms.settled().ifPresent(text -> block("new", text));
  }

  private void block(String head, String text) {
    out.append(head).append('\n');
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      out.append(end < 0 ? '-' : '+')
          .append(text, from, end < 0 ? text.length() : end)
          .append('\n');
      from = end < 0 ? text.length() : end + 1;
    }
    out.append("end\n");
  }

  private void line(String name, String value) {
    out.append(name).append(' ').append(value.replace('\n', ' ')).append('\n');
  }

  private static String yesNo(boolean value) {
    return value ? "yes" : "no";
  }
}
