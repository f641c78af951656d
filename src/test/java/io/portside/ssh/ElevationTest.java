package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portside.inventory.Become;
import io.portside.inventory.Secret;
import io.portside.problem.ProblemCode;
import io.portside.ssh.Elevation.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElevationTest {
  @ParameterizedTest
  @CsvSource({
    "root,,root,NONE",
    "root,true,root,NONE",
    "root,true,docker,SUDO",
    "root,,docker,NONE",
    "ops,,root,SUDO",
    "ops,true,root,SUDO",
    "ops,false,root,NONE",
    "ops,true,ops,NONE",
  })
  void sudoIsUsedWhereTheLoginIsNotTheUserToBecome(
      String login, Boolean enabled, String user, Method method) throws SshException {
    Become become = new Become(Optional.ofNullable(enabled), "sudo", user, Optional.empty());
    assertThat(Elevation.of(become, login).method()).isEqualTo(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "a b", "a;b", "$(id)", "a'b", "", "ü"})
  void userThatIsNoNameIsRefused(String user) {
    Become become = new Become(Optional.of(true), "sudo", user, Optional.empty());
    SshException _ =
        Fixture.refused(ProblemCode.BECOME_UNSUPPORTED, () -> Elevation.of(become, "ops"));
  }

  @Test
  void programAndFlagsAreWordsOfTheLine() throws SshException {
    Become become =
        new Become(
            Optional.of(true),
            "sudo",
            "root",
            Optional.empty(),
            Optional.of("/opt/bin/sudo"),
            Optional.of(List.of("-E", "-g", "docker")));

    assertThat(
            Elevation.of(become, "ops").line(Marks.fresh(), new RemoteScript("probe", "true", "")))
        .contains("portside /opt/bin/sudo -E -g docker -n -u root -- sh -c ");
  }

  @ParameterizedTest
  @CsvSource({"su,,true", "doas,secret,true", "doas,,false", "sudo,secret,false"})
  void localConnectionsHaveNoTerminal(String method, String password, boolean refused)
      throws SshException {
    Elevation elevation =
        Elevation.of(
            new Become(
                Optional.of(true), method, "root", Optional.ofNullable(password).map(Secret::new)),
            "ops");
    if (refused) {
      SshException _ = Fixture.refused(ProblemCode.BECOME_UNSUPPORTED, elevation::withoutTerminal);
    } else {
      assertThat(elevation.withoutTerminal()).isEqualTo(elevation);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "$(id)", "a;b", "'", "-i"})
  void aProgramThatIsNoPlainPathIsNoBecome(String exe) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Become(
                    Optional.empty(),
                    "sudo",
                    "root",
                    Optional.empty(),
                    Optional.of(exe),
                    Optional.empty()));
  }

  /** In single quotes csh obeys {@code !} and line ends, fish backslashes. */
  @ParameterizedTest
  @CsvSource({"sudo,", "sudo,it's \\ secret!", "doas,", "doas,secret", "su,", "su,secret"})
  void lineIsReadAlikeByAllShellsAndHoldsNoPassword(String method, String password)
      throws SshException {
    Become become =
        new Become(
            Optional.of(true), method, "root", Optional.ofNullable(password).map(Secret::new));
    String line =
        Elevation.of(become, "ops").line(Marks.fresh(), new RemoteScript("probe", "true", ""));
    assertThat(line).doesNotContain("\\", "!", "\n", "secret").contains(method);
    assertThat(line.replaceAll("'[^']*'", "")).matches("[A-Za-z0-9 _./-]*");
  }
}
