package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.ssh.KnownHosts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {
  @TempDir Path directory;

  @BeforeAll
  static void useTheJdksEd25519() {
    Ed25519Registrar.register();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "web1;web1;22;true",
        "web1;web1;2222;false",
        "[web1]:2222;WEB1;2222;true",
        "web2,web1;web1;22;true",
        "*.example.org;a.example.org;22;true",
        "*.example.org,!b.example.org;b.example.org;22;false",
        "!b.example.org,*.example.org;b.example.org;22;false",
        "web?;web12;22;false",
        "web.;web1;22;false",
        "[::1]:2222;::1;2222;true",
        "*;web1;2222;true",
        "|1|junk;web1;22;false",
      })
  void patternsMatchAsInOpenSsh(String hosts, String host, int port, boolean matches) {
    KnownHost entry =
        KnownHost.parse(Path.of("known_hosts"), 1, hosts + " ssh-ed25519 AAAA").orElseThrow();
    assertThat(entry.matches(KnownHost.name(host, port))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"'# web1 ssh-rsa AAAA'", "''", "'  '", "'web1 ssh-rsa'", "'@revoked web1 ssh-rsa'"})
  void linesThatSayNothingAreSkipped(String line) {
    assertThat(KnownHost.parse(Path.of("known_hosts"), 1, line)).isEmpty();
  }

  @Test
  void revokedKeyIsRefusedEvenWhereItIsTrustedToo() throws Exception {
    PublicKey key = key("Ed25519");
    String blob = Base64.getEncoder().encodeToString(Fingerprint.blob(key));
    Path file = write("web1 ssh-ed25519 " + blob, "@revoked * ssh-ed25519 " + blob);
    assertThat(KnownHosts.read(List.of(file)).check("web1", key))
        .isInstanceOfSatisfying(
            Verdict.Revoked.class, revoked -> assertThat(revoked.entry().line()).isEqualTo(2));
  }

  @Test
  void keyOfAnotherTypeThanRecordedIsAChange() throws Exception {
    Path file = write("# comment", "web1 ssh-rsa AAAA");
    assertThat(KnownHosts.read(List.of(file)).check("web1", key("Ed25519")))
        .isInstanceOfSatisfying(
            Verdict.Changed.class, changed -> assertThat(changed.recorded().line()).isEqualTo(2));
  }

  @Test
  void authorityAloneDoesNotTrustAKey() throws Exception {
    Path file = write("@cert-authority * ssh-ed25519 AAAA");
    assertThat(KnownHosts.read(List.of(file)).check("web1", key("Ed25519")))
        .isEqualTo(new Verdict.Unknown(true));
  }

  @Test
  void newKeysOfManyHostsAtOnceAllGetALineOfTheirOwn() throws Exception {
    Path file = directory.resolve("new/known_hosts");
    KnownHosts known = KnownHosts.read(List.of(file));
    PublicKey key = key("Ed25519");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String name = "host" + i / 2;
      threads.add(Thread.startVirtualThread(() -> record(known, name, key)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Files.readAllLines(file)).hasSize(250).allMatch(line -> line.startsWith("host"));
    assertThat(known.check("host7", key)).isEqualTo(new Verdict.Trusted());
  }

  @Test
  void theFileNeedNotTellNames() throws Exception {
    Path file = write();
    PublicKey key = key("Ed25519");
    Verdict _ = KnownHosts.read(List.of(file)).record("[web1]:2222", key, true);
    assertThat(Files.readString(file)).startsWith("|1|").doesNotContain("web1");
    assertThat(KnownHosts.read(List.of(file)).check("[web1]:2222", key))
        .isEqualTo(new Verdict.Trusted());
  }

  @Test
  void lineWithoutEndIsEndedBeforeANewOne() throws Exception {
    Path file = directory.resolve("known_hosts");
    Files.writeString(file, "web1 ssh-rsa AAAA");
    Verdict _ = KnownHosts.read(List.of(file)).record("web2", key("Ed25519"), false);
    assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("web1 ssh-rsa AAAA");
  }

  /** As two runs at once do, each of which finds many new hosts. */
  @Test
  void processesThatAppendAtOnceLoseNoLineAndRepeatNone() throws Exception {
    Path file = directory.resolve("known_hosts");
    List<Process> processes = new ArrayList<>();
    for (String prefix : List.of("left", "right")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Recorder.class.getName(),
                  file.toString(),
                  prefix)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    for (Process process : processes) {
      assertThat(process.getInputStream().read()).isEqualTo('r');
    }
    for (Process process : processes) {
      process.getOutputStream().write('g');
      process.getOutputStream().flush();
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).allMatch(line -> line.matches("[a-z]+[0-9]+ ssh-ed25519 [A-Za-z0-9+/=]{68}"));
    assertThat(lines.stream().map(line -> line.split(" ", -1)[0]))
        .hasSize(3 * Recorder.HOSTS)
        .doesNotHaveDuplicates();
  }

  /** Records hosts of its own and hosts that all record, each with the key that is in the file. */
  static final class Recorder {
    static final int HOSTS = 100;

    private Recorder() {}

    static void main(String[] arguments) throws Exception {
      Ed25519Registrar.register();
      KnownHosts known = KnownHosts.read(List.of(Path.of(arguments[0])));
      System.out.print('r');
      System.out.flush();
      int _ = System.in.read();
      for (int i = 0; i < HOSTS; i++) {
        Verdict _ = known.record(arguments[1] + i, key("Ed25519"), false);
        Verdict _ = known.record("both" + i, key("Ed25519"), false);
      }
    }
  }

  @Test
  void keyThatAnotherProcessRecordedMeanwhileIsTheOneThatCounts() throws Exception {
    Path file = write();
    KnownHosts known = KnownHosts.read(List.of(file));
    PublicKey key = key("Ed25519");
    Verdict _ = KnownHosts.read(List.of(file)).record("web1", key, false);
    assertThat(known.record("web1", key, false)).isEqualTo(new Verdict.Trusted());
    assertThat(KnownHosts.read(List.of(write())).record("web1", key, false))
        .isEqualTo(new Verdict.Trusted());
    Verdict _ = KnownHosts.read(List.of(file)).record("web2", key, false);
    assertThat(known.record("web2", key("Ed25519"), false)).isInstanceOf(Verdict.Changed.class);
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  private static void record(KnownHosts known, String name, PublicKey key) {
    try {
      Verdict _ = known.record(name, key, false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(String... lines) throws IOException {
    return Files.write(directory.resolve("known_hosts"), List.of(lines));
  }

  private static PublicKey key(String algorithm) throws NoSuchAlgorithmException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
  }
}
