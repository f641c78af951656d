package io.portside.rollout;

import io.portside.apply.Scripts;
import io.portside.facts.Frames;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.Output;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import io.portside.verify.ApiException;
import io.portside.verify.Wire;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The engine's local socket over an SSH session: through a forwarded channel where the login user
 * may connect to it, else by a script that runs as the become user.
 */
record EngineSocket(Session session) implements Wire {
  private static final String PATH = "/var/run/docker.sock";
  static final String URL = "unix://" + PATH;

  /** Bytes; a script's output is bounded by as much. */
  private static final int MAX = 4 << 20;

  @Override
  public InputStream ask(String path, Duration limit) throws ApiException {
    byte[] request = Wire.request(path, "docker").getBytes(StandardCharsets.US_ASCII);
    try {
      Optional<byte[]> forwarded = session.ask(PATH, request, MAX, limit);
      byte[] answer =
          forwarded.isPresent() ? forwarded.get() : answer(session.run(Scripts.ask(path), limit));
      if (answer.length > MAX) {
        throw problem(ProblemCode.OUTPUT_TOO_LARGE, "the answer is longer than " + MAX + " bytes");
      }
      return new ByteArrayInputStream(answer);
    } catch (SshException e) {
      throw new ApiException(e.problem());
    }
  }

  private static byte[] answer(Output output) throws ApiException {
    String answer =
        Frames.parseBroken(output.stdout()).all().stream()
            .filter(frame -> frame.key().equals("answer"))
            .map(Frames.Frame::raw)
            .findFirst()
            .orElse("");
    if (answer.isEmpty()) {
      String said = Untrusted.line(output.stderr(), 300);
      throw problem(
          ProblemCode.ENGINE_SILENT,
          "docker does not answer on its local socket" + (said.isEmpty() ? "" : ": " + said));
    }
    return answer.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ApiException problem(ProblemCode code, String what) {
    return new ApiException(
        new Problem(code, URL, what, "look into the journal of docker.service on the host"));
  }
}
