package io.portside.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The report as one page that asks nothing of any other place: {@code report.html} with its style,
 * its script and the JSON report inside. The page may run this one script only; what hosts said is
 * data to it.
 */
final class HtmlReport {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");
  private static final String PAGE =
      resource("report.html")
          .replace("{{policy}}", policy())
          .replace("{{style}}", STYLE)
          .replace("{{script}}", SCRIPT);

  private HtmlReport() {}

  /** The whole page. */
  static String text(RunReport run) {
    // No text can end the element that holds it. The data come last: no slot in them is filled.
    String data = Json.line(JsonReport.tree(run)).replace("<", "\\u003c");
    return PAGE.replace("{{data}}", data);
  }

  private static String policy() {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; script-src %s; style-src %s"
        .formatted(source(SCRIPT), source(STYLE));
  }

  /** Content Security Policy Level 3: a hash of what stands between the tags. */
  private static String source(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("not in the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
