package io.portside.ssh;

import io.portside.inventory.Secret;
import java.util.Optional;

/**
 * Whoever sits at the terminal, if anyone. The connector asks one question at a time, also when
 * many hosts connect at once. Questions hold text that hosts chose, already cleaned.
 */
public interface Asker {

  /** Nobody: every question stays open, and what is told goes nowhere. */
  Asker NOBODY =
      new Asker() {
        @Override
        public Optional<Secret> secret(String question) {
          return Optional.empty();
        }

        @Override
        public Optional<Boolean> confirm(String question) {
          return Optional.empty();
        }

        @Override
        public void tell(String news) {}
      };

  /** A passphrase, typed unseen; empty where nobody can be asked or nothing was typed. */
  Optional<Secret> secret(String question);

  /** Yes or no; empty where nobody can be asked. */
  Optional<Boolean> confirm(String question);

  /** Something to know that stops nothing, such as a host key that was recorded; one line. */
  void tell(String news);
}
