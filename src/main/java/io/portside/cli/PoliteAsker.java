package io.portside.cli;

import io.portside.inventory.Secret;
import io.portside.report.RunView;
import io.portside.ssh.Asker;
import java.util.Optional;

/** Asks at a terminal that shows a run, and does not talk into it. */
record PoliteAsker(Terminal terminal, RunView view) implements Asker {
  @Override
  public Optional<Secret> secret(String question) {
    return view.aside(() -> terminal.secret(question));
  }

  @Override
  public Optional<Boolean> confirm(String question) {
    return view.aside(() -> terminal.confirm(question));
  }

  @Override
  public void tell(String news) {
    boolean _ =
        view.aside(
            () -> {
              terminal.tell(news);
              return true;
            });
  }
}
