package io.portside.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.RecordedProbe;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands between a dockerd that listens and whoever asks from outside. */
class FirewallTest {
  private static final Problem TIMEOUT =
      new Problem(ProblemCode.API_UNREACHABLE, "tcp://10.0.0.1:2375", "no connection", "look");

  /** Rules, a line after each "/", and the one that is named. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -P INPUT ACCEPT/-A INPUT -p tcp -m tcp --dport 2375 -j DROP                     | -A INPUT -p tcp -m tcp --dport 2375 -j DROP
          -P INPUT DROP/-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT                       | -P INPUT DROP
          -P INPUT ACCEPT/-A INPUT -j REJECT --reject-with icmp-host-prohibited           | -A INPUT -j REJECT --reject-with icmp-host-prohibited
          -P INPUT DROP/-A INPUT -p tcp -m multiport --dports 80,2375 -j REJECT           | -A INPUT -p tcp -m multiport --dports 80,2375 -j REJECT
          -P INPUT ACCEPT/-A INPUT -p tcp -m tcp --dport 23750 -j DROP                    | ''
          -P INPUT ACCEPT/-A INPUT -p tcp -m tcp --dport 2375 -j ACCEPT                   | ''
          chain input {/type filter hook input priority filter; policy drop;/tcp dport 22 accept | type filter hook input priority filter; policy drop;
          type filter hook input priority filter; policy accept;/tcp dport 2375 drop      | tcp dport 2375 drop
          type filter hook input priority filter; policy accept;/tcp dport { 80, 2375 } reject | tcp dport { 80, 2375 } reject
          type filter hook forward priority filter; policy drop;/tcp dport { 23750 } drop | ''
          """)
  void namesTheRule(String rules, String named) {
    String what = behind(RecordedProbe.of("bookworm").with("rules", rules.replace('/', '\n')));

    assertThat(what)
        .isEqualTo(
            "no connection; the host itself is served, so a firewall stands in between"
                + (named.isEmpty() ? "" : " (its rule: " + named + ")"));
  }

  @Test
  void namesThoseThatAreOn() {
    RecordedProbe probe = RecordedProbe.of("bookworm").with("firewalls", "ufw firewalld");

    assertThat(behind(probe)).endsWith("(firewalld is on; ufw is on)");
    assertThat(Firewall.behind(TIMEOUT, probe.facts(), 2375).hint())
        .contains(
            "ufw allow from YOUR-NETWORK to any port 2375", "firewall-cmd --add-port=2375/tcp");
  }

  @Test
  void aRuleCannotPaintTheTerminal() {
    RecordedProbe probe =
        RecordedProbe.of("bookworm").with("rules", "tcp dport 2375 \u001b[2J drop");

    assertThat(behind(probe)).contains("tcp dport 2375").doesNotContain("\u001b");
  }

  @Test
  void anAnswerThatIsNotDockersIsNoFirewall() {
    Problem other = new Problem(ProblemCode.API_NOT_DOCKER, "x", "no HTTP", "look");

    assertThat(Firewall.behind(other, RecordedProbe.of("bookworm").facts(), 2375)).isEqualTo(other);
  }

  private static String behind(RecordedProbe probe) {
    return Firewall.behind(TIMEOUT, probe.facts(), 2375).what();
  }
}
