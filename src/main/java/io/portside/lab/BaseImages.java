package io.portside.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Minimal Debian images: from a registry where one answers, else made by debootstrap. */
final class BaseImages {
  private static final long REGISTRY_ANSWERS_SECONDS = 15;
  private static final long PULL_SECONDS = 600;

  private final DockerClient client;
  private final Consumer<String> progress;

  BaseImages(DockerClient client, Consumer<String> progress) {
    this.client = client;
    this.progress = progress;
  }

  /**
   * Pulls or makes it where the engine does not have it.
   *
   * @param suite a Debian release, such as {@code bookworm}
   * @return the name of an image that the engine has now
   */
  String ensure(String suite) {
    return Exclusive.run("base-" + suite, () -> find(suite));
  }

  private String find(String suite) {
    String made = made(suite);
    String pulled = "debian:" + suite + "-slim";
    if (ImageStore.present(client, made)) {
      return made;
    }
    if (ImageStore.present(client, pulled) || pull(pulled)) {
      return pulled;
    }
    if (!LocalCommand.mayInstall()) {
      throw LabProblem.failed(
          "No registry gives the engine %s, and only root on Debian can make it by debootstrap"
              .formatted(pulled),
          "see to it that the engine reaches a registry, or run as root");
    }
    debootstrap(suite);
    return made;
  }

  private static String made(String suite) {
    return Recipe.REPOSITORY + ":base-" + suite;
  }

  private boolean pull(String image) {
    long start = System.nanoTime();
    Pull pull = new Pull();
    try (pull) {
      client.pullImageCmd(image).exec(pull);
      // Without a registry the engine fails at once or, behind a firewall, hangs.
      if (!pull.answered.await(REGISTRY_ANSWERS_SECONDS, TimeUnit.SECONDS)
          || !pull.awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS)) {
        return false;
      }
    } catch (IOException | RuntimeException e) {
      return false; // The engine says why, but there is another way.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    boolean present = ImageStore.present(client, image);
    if (present) {
      progress.accept("Pulled " + image + " in " + LocalCommand.secondsSince(start));
    }
    return present;
  }

  private void debootstrap(String suite) {
    if (!LocalCommand.exists("debootstrap")) {
      LocalCommand.install("debootstrap", progress);
    }
    progress.accept("No registry answers: making a minimal " + suite + " by debootstrap");
    long start = System.nanoTime();
    try (ScratchDirectory directory = ScratchDirectory.create()) {
      String tree = directory.path().resolve(suite).toString();
      LocalCommand.run(
          Stream.concat(
                  Stream.of("debootstrap", "--variant=minbase", suite, tree),
                  script(suite).stream())
              .toList());
      load(directory.path(), tree, suite);
    } catch (IOException | DockerClientException e) {
      throw LabProblem.failed("the minimal " + suite + " was not made: " + e.getMessage(), "");
    }
    progress.accept("Made a minimal " + suite + " in " + LocalCommand.secondsSince(start));
  }

  /**
   * debootstrap's usual mirror and the script of sid, for a suite newer than this machine's
   * debootstrap.
   */
  private static List<String> script(String suite) {
    return Files.exists(Path.of("/usr/share/debootstrap/scripts", suite))
        ? List.of()
        : List.of("", "sid");
  }

  /**
   * Loads a tree by a build: the import call of this client cuts the content off. tar packs, and
   * not Java, as it keeps owners, links and modes.
   */
  private void load(Path directory, String tree, String suite) throws IOException {
    String at = "--directory=" + directory;
    LocalCommand.run(
        List.of(
            "tar",
            "--create",
            "--file=" + directory.resolve("base.tar"),
            "--numeric-owner",
            "--exclude=./var/cache/apt/archives/*.deb",
            "--exclude=./dev/*", // The engine makes its own.
            "--directory=" + tree,
            "."));
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nADD base.tar /\n");
    Path context = directory.resolve("context.tar");
    LocalCommand.run(List.of("tar", at, "--create", "--file=" + context, "Dockerfile", "base.tar"));
    try (InputStream content = Files.newInputStream(context)) {
      client
          .buildImageCmd(content)
          .withTags(Set.of(made(suite)))
          .exec(new BuildImageResultCallback())
          .awaitImageId();
    }
  }

  /** A pull that tells when the first answer came. */
  private static final class Pull extends ResultCallback.Adapter<PullResponseItem> {
    private final CountDownLatch answered = new CountDownLatch(1);

    @Override
    public void onStart(Closeable stream) {
      super.onStart(stream);
      answered.countDown();
    }

    @Override
    public void onError(Throwable failure) {
      super.onError(failure);
      answered.countDown();
    }
  }
}
