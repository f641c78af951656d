package io.portside.lab;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes a lab away, at its end or at the end of the process, whichever comes first. */
final class Removal implements AutoCloseable {
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread hook = new Thread(this::remove, "lab-removal");
  private final Engine engine;
  private final String lab;
  private final ScratchDirectory directory;

  private Removal(Engine engine, String lab, ScratchDirectory directory) {
    this.engine = engine;
    this.lab = lab;
    this.directory = directory;
  }

  /** From now on the lab goes with the process, however early that ends. */
  static Removal armed(Engine engine, String lab, ScratchDirectory directory) {
    Removal removal = new Removal(engine, lab, directory);
    Runtime.getRuntime().addShutdownHook(removal.hook);
    return removal;
  }

  /** The lab stays. */
  void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook has its turn, or had it.
    }
  }

  /** See {@link Engine#stopCommand()}. */
  Optional<String> engineStop() {
    return engine.stopCommand();
  }

  /** Removes the hosts with their volumes, the files, and the engine where we started it. */
  @Override
  public void close() {
    disarm();
    remove();
  }

  private void remove() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    // One hook, and not one for each thing, as hooks run all at once: the engine goes last.
    try (engine;
        directory) {
      new Containers(engine.client()).removeLab(lab);
    }
  }
}
