package io.portside.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The files that a lab image is built from, and the name of what comes out. */
final class Recipe {
  static final String REPOSITORY = "portside-lab";

  private static final List<String> FILES = List.of("Dockerfile", "setup.sh", "init.sh");

  private final LabImage image;

  Recipe(LabImage image) {
    this.image = image;
  }

  /** A tag that changes with the recipe, such as {@code bookworm-1f2e3d4c5b6a}. */
  String tag() {
    MessageDigest digest = sha256();
    for (String file : FILES) {
      digest.update(resource(file));
    }
    digest.update(image.packages().getBytes(UTF_8));
    return image.label() + "-" + HexFormat.of().formatHex(digest.digest(), 0, 6);
  }

  /** The image's full name, such as {@code portside-lab:bookworm-1f2e3d4c5b6a}. */
  String name() {
    return REPOSITORY + ":" + tag();
  }

  /** Puts the files into a directory that the engine can build. */
  void write(Path directory) {
    try {
      for (String file : FILES) {
        Files.write(directory.resolve(file), resource(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of this package as it lies in the jar. */
  static byte[] resource(String file) {
    try (InputStream in = Recipe.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
