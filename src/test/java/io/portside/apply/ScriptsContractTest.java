package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.Facts;
import io.portside.facts.HostFile;
import io.portside.facts.Listener;
import io.portside.ssh.RemoteScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bootstrap and the probe as real shells run them. */
class ScriptsContractTest extends ScriptContract {
  @Test
  void theProbeTellsTheHost() throws Exception {
    host.container("c0ffee");
    host.set("listeners", "LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"sshd\",pid=91,fd=3))\n");
    Facts facts = facts();
    assertThat(facts.root()).isTrue();
    assertThat(facts.init()).isEqualTo(Facts.Init.SYSTEMD);
    assertThat(facts.active()).isTrue();
    assertThat(facts.dockerd()).endsWith("/bin/dockerd");
    assertThat(facts.service().fragmentPath()).isEqualTo(FakeHost.UNIT);
    assertThat(facts.socket().active()).isTrue();
    assertThat(facts.dockerdArgs()).containsExactly("/usr/sbin/dockerd", "-H", "fd://");
    assertThat(facts.tools()).contains("systemctl", "docker", "ss", "flock").doesNotContain("wget");
    assertThat(facts.engine().orElseThrow().version()).isEqualTo("20.10.24+dfsg1");
    assertThat(facts.running()).singleElement().matches(c -> c.name().equals("web"));
    assertThat(facts.listeners()).extracting(Listener::program).containsExactly("sshd");
    assertThat(facts.addresses()).isNotEmpty();
    assertThat(facts.text(Facts.DEFAULTS)).isPresent();
    assertThat(facts.files()).doesNotContainKey(Facts.DAEMON_JSON);
    assertThat(facts.journal()).isEmpty();
  }

  @Test
  void contentComesAsItIs() throws Exception {
    List<String> contents =
        List.of(
            "$(touch pwned) `touch pwned` ${HOME} \"'; touch pwned\n",
            "back\\slash \\n \\\\ \\0 %s %d\n",
            "ä € 😀\n",
            "no final newline",
            "\r\ncarriage\r\n",
            "@uid 4\n1000\n@end 0\n\n",
            "",
            "\n",
            "\n\n  five\n\n\n\n\n");
    Map<String, String> files = new LinkedHashMap<>();
    for (String content : contents) {
      files.put(FakeHost.DROPINS + "/" + files.size() + ".conf", content);
    }
    files.put(Facts.DAEMON_JSON, "{\"a\": \"$(touch pwned)\"}");
    for (Map.Entry<String, String> file : files.entrySet()) {
      host.put(file.getKey(), file.getValue());
    }
    Facts facts = facts();
    files.forEach((path, content) -> assertThat(facts.text(path)).as(path).contains(content));
    assertThat(facts.root()).isTrue();
    try (var all = Files.walk(dir)) {
      assertThat(all).noneMatch(f -> f.endsWith("pwned"));
    }
  }

  @Test
  void whatIsNotTextOrTooLargeIsSeenWithoutContent() throws Exception {
    host.put(FakeHost.DROPINS + "/large.conf", "x".repeat(300_000));
    host.put(FakeHost.DROPINS + "/nul.conf", "a\0b\n");
    Files.createSymbolicLink(
        Files.createDirectories(host.at("/etc/docker")).resolve("daemon.json"),
        Path.of("/nowhere"));
    Facts facts = facts();
    assertThat(facts.files())
        .containsKeys(FakeHost.DROPINS + "/large.conf", FakeHost.DROPINS + "/nul.conf");
    assertThat(facts.files().values().stream().filter(f -> f.name().matches("(large|nul).*")))
        .extracting(HostFile::content)
        .allMatch(c -> c.isEmpty());
    assertThat(facts.files().get(Facts.DAEMON_JSON)).matches(f -> !f.regular());
  }

  @Test
  void modesAreTold() throws Exception {
    host.put(Facts.DAEMON_JSON, "{}\n");
    host.mode(Facts.DAEMON_JSON, "rw-r-----");
    assertThat(facts().files().get(Facts.DAEMON_JSON)).matches(f -> f.mode().equals("640"));
  }

  @Test
  void aStoppedDockerIsNotWoken() throws Exception {
    host.stopped().set("log", "failed to start daemon: no\n");
    Facts facts = facts();
    assertThat(facts.active()).isFalse();
    assertThat(facts.log()).contains("failed to start daemon");
    assertThat(host.events()).noneMatch(e -> e.startsWith("docker ")).isNotEmpty();
  }

  @Test
  void theProbeOnlyReads() throws Exception {
    host.container("c0ffee").put(Facts.DAEMON_JSON, "{}\n");
    Map<String, String> before = everything();
    facts();
    assertThat(everything()).isEqualTo(before);
    assertThat(host.events())
        .allMatch(
            e -> e.startsWith("systemctl show") || e.matches("docker .* (info|ps|inspect) .*"));
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> all = host.tree();
    for (String path : List.copyOf(all.keySet())) {
      all.put(path + " at", Files.getLastModifiedTime(host.at(path)).toString());
    }
    all.put(Facts.STATE, Boolean.toString(Files.exists(host.at(Facts.STATE))));
    return all;
  }

  @Test
  void withoutSystemdTheInitScriptCounts() throws Exception {
    Facts facts = host.sysvinit().facts(Scripts.Backup.NONE);
    assertThat(facts.init()).isEqualTo(Facts.Init.SYSVINIT);
    assertThat(facts.active()).isTrue();
    assertThat(facts.engine()).isPresent();
  }

  @Test
  void listenersComeFromTheToolThatIsThere() throws Exception {
    host.set("listeners", "LISTEN 0 4096 *:2375 *:* users:((\"dockerd\",pid=97,fd=9))\n");
    host.listensInProc("0947");
    for (String missing : List.of("", "ss", "netstat")) {
      if (!missing.isEmpty()) {
        host.without(missing);
      }
      assertThat(facts().listeners())
          .as("without " + missing)
          .singleElement()
          .matches(l -> l.dockerd() && l.port() == 2375 && l.address().equals("*"));
    }
  }

  @Test
  void withoutTimeoutAndIpTheProbeStillTells() throws Exception {
    Facts facts = host.without("timeout").without("ip").facts(Scripts.Backup.NONE);
    assertThat(facts.engine()).isPresent();
    assertThat(facts.addresses()).isEmpty();
  }

  @Test
  void aPayloadThatIsCutOffDoesNothing() throws Exception {
    int whole = Scripts.transaction("id t1\n").payload().length;
    for (int length : List.of(0, 1, 100, whole / 2, whole - 40, whole - 5, whole - 1)) {
      FakeHost.Running cut = host.startTransaction("id t1\n");
      byte[] payload = cut.script().payload();
      byte[] bytes = Arrays.copyOf(payload, payload.length - whole + length);
      FakeHost.Run run = cut.send(bytes).end();
      assertThat(run.exit()).as("%d bytes", length).isEqualTo(RemoteScript.TRUNCATED);
      assertThat(run.out()).isEmpty();
    }
    nothingHappened();
  }

  private void nothingHappened() throws IOException {
    assertThat(host.events()).isEmpty();
    assertThat(host.at(Facts.STATE)).doesNotExist();
  }

  @Test
  void aPayloadThatIsGarbledDoesNothing() throws Exception {
    FakeHost.Running garbled = host.startTransaction("id t1\n");
    byte[] payload = garbled.script().payload();
    payload[3000] ^= 1;
    FakeHost.Run run = garbled.send(payload).end();
    assertThat(run.exit()).isEqualTo(RemoteScript.TRUNCATED);
    assertThat(run.out()).isEmpty();
    nothingHappened();
  }

  @Test
  void withoutSha256sumNothingRuns() throws Exception {
    FakeHost.Run run = host.without("sha256sum").startTransaction("id t1\n").send().end();
    assertThat(run.exit()).isEqualTo(RemoteScript.NO_SHA256SUM);
    assertThat(run.out()).isEmpty();
  }
}
