package io.portside.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.util.Set;
import java.util.function.Consumer;

/** The lab images of an engine: made once, used again until the recipe changes. */
final class ImageStore {
  private final DockerClient client;
  private final BaseImages bases;
  private final Consumer<String> progress;

  ImageStore(DockerClient client, Consumer<String> progress) {
    this.client = client;
    this.bases = new BaseImages(client, progress);
    this.progress = progress;
  }

  /**
   * Builds the image where the engine does not have it. Two processes that want the same one build
   * it once.
   *
   * @return its name, with the tag that stands for its recipe
   * @throws io.portside.problem.InputException {@code lab-failed}, with the last lines of the build
   */
  String ensure(LabImage image) {
    Recipe recipe = new Recipe(image);
    if (!present(client, recipe.name())) {
      Exclusive.run(
          image.label(),
          () -> {
            if (!present(client, recipe.name())) {
              build(image, recipe);
            }
            return recipe;
          });
    }
    return recipe.name();
  }

  /** Whether the engine has an image of that name. */
  static boolean present(DockerClient client, String name) {
    try {
      client.inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private void build(LabImage image, Recipe recipe) {
    String base = bases.ensure(image.suite());
    long start = System.nanoTime();
    progress.accept("Building image " + image.label() + ": Debian packages on " + base);
    LastLines log = new LastLines();
    try (ScratchDirectory directory = ScratchDirectory.create()) {
      recipe.write(directory.path());
      client
          .buildImageCmd(directory.path().toFile())
          .withBuildArg("BASE", base)
          .withBuildArg("PACKAGES", image.packages())
          // The machine's own network: on a bridge its name servers may not be within reach.
          .withNetworkMode("host")
          .withTags(Set.of(recipe.name(), Recipe.REPOSITORY + ":" + image.label()))
          .exec(new Log(log))
          .awaitImageId();
    } catch (DockerClientException e) {
      throw LabProblem.failed("image %s was not built:%n%s".formatted(image.label(), log), "");
    }
    progress.accept("Built image " + image.label() + " in " + LocalCommand.secondsSince(start));
  }

  /** Keeps the last lines of the build. */
  private static final class Log extends BuildImageResultCallback {
    private final LastLines lines;

    Log(LastLines lines) {
      this.lines = lines;
    }

    @Override
    public void onNext(BuildResponseItem item) {
      String text = item.getStream();
      if (text != null) {
        lines.add(text);
      }
      super.onNext(item);
    }
  }
}
