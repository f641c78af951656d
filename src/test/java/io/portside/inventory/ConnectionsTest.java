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
          Optional.of(Duration.ofSeconds(7)),
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
    assertThat(connection.connectTimeout()).contains(Duration.ofSeconds(7));
    assertThat(connection.hostKeyChecking()).isTrue();
    assertThat(connection.local()).isFalse();
    assertThat(connection.become()).isEqualTo(DEFAULTS.become());
  }

  @Test
  void variablesBeatTheDefaults() throws IOException {
    Connection connection =
        connection(
            "ansible_host=10.0.0.1 ansible_port=2222 ansible_user=deploy ansible_password=p1"
                + " ansible_private_key_file="
                + key("k.pem")
                + " ansible_ssh_timeout=30"
                + " ansible_host_key_checking=False ansible_become=no ansible_become_method=su"
                + " ansible_become_user=root ansible_become_password=p2"
                + " ansible_connection=ansible.builtin.local");

    assertThat(connection.address()).isEqualTo("10.0.0.1");
    assertThat(connection.port()).contains(2222);
    assertThat(connection.user()).contains("deploy");
    assertThat(connection.password().map(Secret::reveal)).contains("p1");
    assertThat(connection.privateKeys()).containsExactly(directory.resolve("k.pem"));
    assertThat(connection.connectTimeout()).contains(Duration.ofSeconds(30));
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
                + " ansible_private_key_file=/gone ansible_ssh_private_key_file="
                + key("l")
                + " "
                + " ansible_become_password=r ansible_become_pass=s");

    assertThat(connection.address()).isEqualTo("b");
    assertThat(connection.port()).contains(2);
    assertThat(connection.user()).contains("v");
    assertThat(connection.password().map(Secret::reveal)).contains("q");
    assertThat(connection.privateKeys()).containsExactly(directory.resolve("l"));
    assertThat(connection.become().password().map(Secret::reveal)).contains("s");
  }

  @Test
  void sshArgumentsBeatVariablesAndThoseBeatCommonArguments() throws IOException {
    Connection before =
        connection(
            "ansible_port=1 ansible_ssh_args='-o Port=5 -oUser=\"a\" -o ConnectTimeout=3 -i "
                + key("x")
                + "'");
    Connection after =
        connection(
            "ansible_port=1 ansible_ssh_common_args='-o Port=5 -o User=b -o IdentityFile="
                + key("y")
                + "'");

    assertThat(before.port()).contains(5);
    assertThat(before.user()).contains("a");
    assertThat(before.privateKeys()).containsExactly(directory.resolve("x"));
    assertThat(before.connectTimeout()).contains(Duration.ofSeconds(3));
    assertThat(after.port()).contains(1);
    assertThat(after.user()).contains("b");
    assertThat(after.privateKeys()).containsExactly(directory.resolve("y"));
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
      quoteCharacter = '§',
      textBlock =
          """
          ansible_port=99999 => variable-invalid => ansible_port is '99999', not a whole number from 1 to 65535
          ansible_ssh_port=ssh => variable-invalid => ansible_ssh_port is 'ssh', not a whole number
          ansible_become_method=sodu => variable-invalid => ansible_become_method is 'sodu' (host web1) — did you mean 'sudo'?
          ansible_become=perhaps => variable-invalid => ansible_become is 'perhaps', neither true nor false
          ansible_host=[1,2] => variable-invalid => ansible_host must be text
          ansible_ssh_timeout=0 => variable-invalid => ansible_ssh_timeout is '0'
          ansible_ssh_retries=-1 => variable-invalid => ansible_ssh_retries is '-1'
          ansible_ssh_args='-o Port=x' => variable-invalid => ansible_ssh_args has the ssh option port with 'x'
          ansible_ssh_extra_args='-o StrictHostKeyChecking=perhaps' => variable-invalid => ansible_ssh_extra_args has the ssh option StrictHostKeyChecking with 'perhaps'
          ansible_private_key_file=~other/k => variable-invalid => ansible_private_key_file names the key file '~other/k', which is no path
          ansible_ssh_private_key_file=/gone/k => variable-invalid => ansible_ssh_private_key_file names the key file '/gone/k', which does not exist
          ansible_ssh_args='-i /gone/k' => variable-invalid => ansible_ssh_args names the key file '/gone/k', which does not exist
          ansible_ssh_args='-F /gone/c' => variable-invalid => ansible_ssh_args names the ssh configuration '/gone/c', which does not exist
          ansible_ssh_args='-F "/gone' => variable-invalid => ansible_ssh_args cannot be split
          ansible_connection=winrm => inventory-unsupported => ansible_connection is 'winrm'
          ansible_ssh_args='-o PKCS11Provider=x' => inventory-unsupported => ansible_ssh_args has '-o PKCS11Provider=x'
          ansible_ssh_args='-D 1080' => inventory-unsupported => ansible_ssh_args has '-D'
          ansible_become_exe='sudo -i' => variable-invalid => ansible_become_exe is 'sudo -i', not one program
          ansible_become_exe=-s => variable-invalid => ansible_become_exe is '-s', not one program
          ansible_become_exe='a;b' => variable-invalid => ansible_become_exe is 'a;b', not one program
          ansible_become_flags='-u other' ansible_become_method=sudo => inventory-unsupported => ansible_become_flags is '-u other': '-u' is not supported
          ansible_become_flags='-g $(id)' ansible_become_method=sudo => inventory-unsupported => ansible_become_flags is '-g $(id)': '$(id)' is no value for -g
          ansible_become_flags='-E `id`' ansible_become_method=sudo => inventory-unsupported => ansible_become_flags is '-E `id`': '`id`' is no plain word
          ansible_become_flags='-c id' ansible_become_method=su => inventory-unsupported => ansible_become_flags is '-c id': '-c' is not supported
          ansible_become_flags='-C x' ansible_become_method=doas => inventory-unsupported => ansible_become_flags is '-C x': '-C' is not supported
          ansible_become_flags='--askpass' ansible_become_method=sudo => inventory-unsupported => ansible_become_flags is '--askpass': '--askpass' is not supported
          """)
  void valuesThatCannotBeUsedAreTold(String variable, String code, String told) {
    Problem problem =
        catchThrowableOfType(InputException.class, () -> connection(variable))
            .problems()
            .getFirst();

    assertThat(problem.code().id() + " | " + problem)
        .startsWith(code + " | ")
        .contains(directory.resolve("hosts") + ":1:6: " + told)
        .contains("(host web1)");
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

  @Test
  void whatMeansNothingHereIsAccepted() throws IOException {
    Connection connection =
        connection(
            "ansible_ssh_args='-C -vvv -o ControlMaster=auto -o ControlPersist=60s -tt"
                + " -o \"PreferredAuthentications publickey\"'"
                + " ansible_python_interpreter=/usr/bin/python3");

    assertThat(connection.ssh()).isEqualTo(SshOverrides.NONE);
  }

  @Test
  void sshArgumentsSayWhatTheSshConfigurationWould() throws IOException {
    Path config = Files.writeString(directory.resolve("config"), "");
    Connection connection =
        connection(
            "ansible_ssh_retries=4 ansible_ssh_common_args='-o UserKnownHostsFile=/dev/null -F "
                + config
                + " -l ops2' ansible_ssh_extra_args='-o UserKnownHostsFile=x -o HostKeyAlias=web'");

    assertThat(connection.user()).contains("ops2");
    assertThat(connection.ssh())
        .isEqualTo(
            new SshOverrides(
                Optional.of(config),
                List.of("hostkeyalias=web", "userknownhostsfile=/dev/null"),
                Optional.of(4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '§',
      textBlock =
          """
          ansible_ssh_common_args='-o ProxyJump=b' => proxyjump=b
          ansible_ssh_extra_args='-J ops@bastion:22,b' => proxyjump=ops@bastion:22,b
          ansible_ssh_args='-Jbastion' => proxyjump=bastion
          ansible_ssh_args='-J none' => proxyjump=none
          ansible_ssh_common_args='-o ProxyCommand="ssh -W %h:%p -q b"' => proxycommand=ssh -W %h:%p -q b
          ansible_ssh_args='-o ProxyCommand=nc -J b' => proxycommand=nc
          ansible_ssh_args='-J b' ansible_ssh_extra_args='-o ProxyCommand=nc' => proxyjump=b
          ansible_ssh_args='-o ProxyCommand=nc' ansible_ssh_common_args='-J b' => proxycommand=nc
          ansible_ssh_args='-6 -oServerAliveInterval=30' => addressfamily=inet6; serveraliveinterval=30
          ansible_ssh_args='-c aes256-ctr -m hmac-sha2-256 -b ::1' => ciphers=aes256-ctr; macs=hmac-sha2-256; bindaddress=::1
          """)
  void theWayIsTheConfigurations(String vars, String options) throws IOException {
    assertThat(connection(vars).ssh().options()).containsExactly(options.split("; ", -1));
  }

  @Test
  void becomeFlagsAreWordsWithoutThoseForThePassword() throws IOException {
    Become become =
        connection(
                "ansible_become_method=sudo ansible_become_exe=/opt/bin/sudo"
                    + " ansible_become_flags='-HSn -E --login -g docker --non-interactive'")
            .become();

    assertThat(become.exe()).contains("/opt/bin/sudo");
    assertThat(become.flags())
        .hasValueSatisfying(
            flags -> assertThat(flags).containsExactly("-H", "-E", "--login", "-g", "docker"));
  }

  @Test
  void flagsOfSuAndDoasAreTheirOwn() throws IOException {
    Become su = connection("ansible_become_method=su ansible_become_flags='- -p'").become();
    Become doas = connection("ansible_become_method=doas ansible_become_flags=-n").become();

    assertThat(su.flags()).contains(List.of("-l", "-p"));
    assertThat(doas.flags()).contains(List.of());
  }

  @Test
  void whatManyHostsShareIsToldOnce() throws IOException {
    Path hosts =
        Files.writeString(
            directory.resolve("hosts"), "[web]\nweb[01:30]\ndb1\n[web:vars]\nansible_port=x\n");
    Inventory inventory = Inventory.load(List.of(hosts.toString()), Map.of());

    assertThat(
            catchThrowableOfType(
                    InputException.class,
                    () -> Connections.of(inventory.select(List.of()), DEFAULTS))
                .problems())
        .singleElement()
        .hasToString(
            hosts
                + ":5:1: ansible_port is 'x', not a whole number from 1 to 65535 (31 hosts:"
                + " web[01:30], db1) — write a number in this range");
  }

  private Path key(String name) throws IOException {
    return Files.writeString(directory.resolve(name), "");
  }

  private Connection connection(String vars) throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts"), "web1 " + vars + "\n");
    Inventory inventory = Inventory.load(List.of(hosts.toString()), Map.of());
    return Connections.of(inventory.select(List.of()).getFirst(), DEFAULTS);
  }
}
