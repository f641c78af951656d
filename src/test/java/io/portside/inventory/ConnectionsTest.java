package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {
  private static final ConnectionDefaults DEFAULTS =
      new ConnectionDefaults(
          Optional.of("ops"),
          List.of(Path.of("default.key")),
          Optional.of(new Secret("asked")),
          Duration.ofSeconds(7),
          true,
          new Become(Optional.of(true), "doas", "admin", Optional.of(new Secret("asked-too"))));

  @TempDir Path directory;

  @Test
  void withoutVariablesTheDefaultsCount() throws IOException {
    Connection connection = connection("");

    assertThat(connection.host()).isEqualTo("web1");
    assertThat(connection.address()).isEqualTo("web1");
    assertThat(connection.port()).isEmpty();
    assertThat(connection.user()).contains("ops");
    assertThat(connection.password().map(Secret::reveal)).contains("asked");
    assertThat(connection.privateKeys()).containsExactly(Path.of("default.key"));
    assertThat(connection.connectTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(connection.hostKeyChecking()).isTrue();
    assertThat(connection.local()).isFalse();
    assertThat(connection.become()).isEqualTo(DEFAULTS.become());
  }

  @Test
  void variablesBeatTheDefaults() throws IOException {
    Connection connection =
        connection(
            "ansible_host=10.0.0.1 ansible_port=2222 ansible_user=deploy ansible_password=p1"
                + " ansible_private_key_file=~/k.pem ansible_ssh_timeout=30"
                + " ansible_host_key_checking=False ansible_become=no ansible_become_method=su"
                + " ansible_become_user=root ansible_become_password=p2"
                + " ansible_connection=ansible.builtin.local");

    assertThat(connection.address()).isEqualTo("10.0.0.1");
    assertThat(connection.port()).contains(2222);
    assertThat(connection.user()).contains("deploy");
    assertThat(connection.password().map(Secret::reveal)).contains("p1");
    assertThat(connection.privateKeys())
        .containsExactly(Path.of(System.getProperty("user.home"), "k.pem"));
    assertThat(connection.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(connection.hostKeyChecking()).isFalse();
    assertThat(connection.local()).isTrue();
    assertThat(connection.become().enabled()).contains(false);
    assertThat(connection.become().method()).isEqualTo("su");
    assertThat(connection.become().user()).isEqualTo("root");
    assertThat(connection.become().password().map(Secret::reveal)).contains("p2");
  }

  @Test
  void olderNamesBeatNewerOnesAsInAnsible() throws IOException {
    Connection connection =
        connection(
            "ansible_host=a ansible_ssh_host=b ansible_port=1 ansible_ssh_port=2"
                + " ansible_user=u ansible_ssh_user=v ansible_password=p ansible_ssh_pass=q"
                + " ansible_private_key_file=k ansible_ssh_private_key_file=l"
                + " ansible_become_password=r ansible_become_pass=s");

    assertThat(connection.address()).isEqualTo("b");
    assertThat(connection.port()).contains(2);
    assertThat(connection.user()).contains("v");
    assertThat(connection.password().map(Secret::reveal)).contains("q");
    assertThat(connection.privateKeys()).containsExactly(Path.of("l"));
    assertThat(connection.become().password().map(Secret::reveal)).contains("s");
  }

  @Test
  void sshArgumentsBeatVariablesAndThoseBeatCommonArguments() throws IOException {
    Connection before =
        connection(
            "ansible_port=1 ansible_ssh_args='-o Port=5 -oUser=\"a\" -i ~/x -o ConnectTimeout=3'");
    Connection after =
        connection(
            "ansible_port=1 ansible_ssh_common_args='-o Port=5 -o User=b -o IdentityFile=y'");

    assertThat(before.port()).contains(5);
    assertThat(before.user()).contains("a");
    assertThat(before.privateKeys()).containsExactly(Path.of(System.getProperty("user.home"), "x"));
    assertThat(before.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(after.port()).contains(1);
    assertThat(after.user()).contains("b");
    assertThat(after.privateKeys()).containsExactly(Path.of("y"));
  }

  @ParameterizedTest
  @CsvSource({
    "no, false",
    "off, false",
    "accept-new, true",
    "yes, true",
  })
  void strictHostKeyChecking(String value, boolean expected) throws IOException {
    assertThat(
            connection("ansible_ssh_extra_args='-o StrictHostKeyChecking=" + value + "'")
                .hostKeyChecking())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          ansible_port=99999 => variable-invalid => ansible_port is '99999', not a whole number from 1 to 65535
          ansible_ssh_port=ssh => variable-invalid => ansible_ssh_port is 'ssh', not a whole number
          ansible_become_method=sodu => variable-invalid => ansible_become_method is 'sodu' — did you mean 'sudo'?
          ansible_become=perhaps => variable-invalid => ansible_become is 'perhaps', neither true nor false
          ansible_host=[1,2] => variable-invalid => ansible_host must be text
          ansible_ssh_timeout=0 => variable-invalid => ansible_ssh_timeout is '0'
          ansible_ssh_args='-o Port=x' => variable-invalid => the ssh option port is 'x'
          ansible_private_key_file=~other/k => variable-invalid => the key file '~other/k' is no path
          ansible_connection=winrm => inventory-unsupported => ansible_connection is 'winrm'
          ansible_ssh_common_args='-o ProxyJump=b' => inventory-unsupported => ansible_ssh_common_args has '-o ProxyJump=b', which is not supported
          ansible_ssh_extra_args='-J bastion' => inventory-unsupported => ansible_ssh_extra_args has '-J'
          ansible_ssh_args='-C' => inventory-unsupported => ansible_ssh_args has '-C'
          ansible_become_exe=/opt/sudo => inventory-unsupported => ansible_become_exe is '/opt/sudo'
          ansible_become_flags=-E => inventory-unsupported => ansible_become_flags is '-E'
          """)
  void valuesThatCannotBeUsedAreTold(String variable, String code, String told) {
    Problem problem =
        catchThrowableOfType(InputException.class, () -> connection(variable))
            .problems()
            .getFirst();

    assertThat(problem.code().id() + " | " + problem)
        .startsWith(code + " | ")
        .contains(directory.resolve("hosts") + ":1: host 'web1': " + told);
  }

  @Test
  void secretsAreInNoMessage() {
    InputException thrown =
        catchThrowableOfType(
            InputException.class,
            () -> connection("ansible_password=hunter2 ansible_port=0 ansible_become_pass=[1]"));

    assertThat(thrown.problems()).hasSize(2);
    assertThat(thrown).hasMessageNotContaining("hunter2");
  }

  private Connection connection(String vars) throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts"), "web1 " + vars + "\n");
    Inventory inventory = Inventory.load(List.of(hosts.toString()), Map.of());
    return Connections.of(inventory.select(List.of()).getFirst(), DEFAULTS);
  }
}
