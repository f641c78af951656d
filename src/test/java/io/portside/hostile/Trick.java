package io.portside.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one hostile host does to each caller.
 *
 * @param name also its name in the inventory
 * @param end the code of the one problem that Portside must tell, or the outcome where there is
 *     none
 * @param patience whether the host never comes to an end, so that a time limit has to end it
 * @param variables of its line in the inventory
 */
record Trick(String name, String end, Patience patience, String variables, Act act) {

  enum Patience {
    /** Ends by itself, or is broken off for what it did. */
    NONE,
    /** Until the connect timeout. */
    LOGIN,
    /** Until {@code --timeout}. */
    COMMAND
  }

  interface Act {
    void on(RawHost host) throws Exception;
  }

  /** What a terminal would obey or misread, and what is not even text. */
  static final String ESCAPES =
      "\u001b[2J\u001b]0;owned\u0007\u001b[31mred\u009b1m\r\n"
          + "fake: ok\u0000\u0008\u007f\u202egnp.exe\u2028";

  /** {@link #ESCAPES} in UTF-8, one byte a character, with bytes that are none. */
  static final String ESCAPED_BYTES =
      new String(ESCAPES.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
          + "\u00ff\u00fe\u00c3(";

  static final String SUDO = "ansible_become=true ansible_become_password=Sesame";

  static Trick ends(String name, String end, Act act) {
    return new Trick(name, end, Patience.NONE, "ansible_become=false", act);
  }

  static Trick withSudo(String name, String end, Act act) {
    return new Trick(name, end, Patience.NONE, SUDO, act);
  }

  static Trick stallsLogin(String name, Act act) {
    return new Trick(name, "connection-timeout", Patience.LOGIN, "ansible_become=false", act);
  }

  static Trick stallsCommand(String name, Act act) {
    return new Trick(name, "command-timeout", Patience.COMMAND, "ansible_become=false", act);
  }

  static Trick stallsSudo(String name, Act act) {
    return new Trick(name, "command-timeout", Patience.COMMAND, SUDO, act);
  }

  /** The same again and again, until the client has had enough. */
  static void forever(Step step) throws Exception {
    while (true) {
      step.take();
    }
  }

  interface Step {
    void take() throws Exception;
  }

  static List<Trick> all() {
    return Stream.of(
            Greetings.TRICKS,
            Proposals.TRICKS,
            Exchanges.TRICKS,
            Logins.TRICKS,
            Channels.TRICKS,
            Outputs.TRICKS)
        .flatMap(List::stream)
        .toList();
  }
}
