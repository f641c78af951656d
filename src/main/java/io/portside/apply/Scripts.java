package io.portside.apply;

import io.portside.ssh.RemoteScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The static scripts in the jar. */
public final class Scripts {
  private static final String PRELUDE = read("prelude.sh");
  private static final String PROBE = PRELUDE + read("probe.sh");
  private static final String TRANSACTION =
      PRELUDE + read("engine.sh") + read("files.sh") + read("transaction.sh");

  private static final String ASK = PRELUDE + read("ask.sh");

  /** Which backup a probe shows besides the facts. */
  public enum Backup {
    NONE(""),
    PREVIOUS("previous"),
    ORIGINAL("original");

    private final String data;

    Backup(String data) {
      this.data = data;
    }
  }

  private Scripts() {}

  /** Reads the host, changes nothing. */
  public static RemoteScript probe(Backup backup) {
    return new RemoteScript("probe", PROBE, backup.data);
  }

  /** Carries out a plan given as data. */
  public static RemoteScript transaction(String data) {
    return new RemoteScript("transaction", TRANSACTION, data);
  }

  /** Asks the engine on its local socket; the frame {@code answer} holds its HTTP answer. */
  public static RemoteScript ask(String path) {
    return new RemoteScript("question to docker", ASK, path);
  }

  private static String read(String name) {
    try (InputStream in = Scripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
