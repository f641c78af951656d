package io.portside.ssh;

import io.portside.problem.Untrusted;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What one command has said so far, bounded, with the marks found in it. Written by whoever reads
 * the link, awaited by the thread that runs the command.
 */
final class Transcript {
  /**
   * Bytes of stdout, a login shell's greeting included, which is dropped once the ready mark shows;
   * more is a defect of the script or a hostile host.
   */
  static final int STDOUT_LIMIT = 4 << 20;

  private static final int STDERR_KEPT = 64 << 10;

  /**
   * @param pid of the script; told with the ready mark, so present once that was seen
   * @param prompts how often the prompt mark was seen before the ready mark
   * @param question on a terminal: where, after the calling mark, a line begins that is not ended;
   *     0 where there is none
   * @param heard bytes of stdout and stderr so far
   * @param overflow stdout went over its bound, the rest was dropped
   * @param ended nothing more will come
   * @param exit the exit status where one was told
   */
  record Status(
      OptionalLong pid,
      int prompts,
      int question,
      long heard,
      boolean overflow,
      boolean ended,
      OptionalInt exit) {
    boolean ready() {
      return pid.isPresent();
    }

    boolean over() {
      return ended || overflow;
    }
  }

  private final Marks marks;
  private final Sightings readyLine;
  private final Sightings prompt;
  private final Questions questions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int promptsOnStderr;
  private Status status =
      new Status(OptionalLong.empty(), 0, 0, 0, false, false, OptionalInt.empty());

  Transcript(Marks marks) {
    this.marks = marks;
    this.readyLine = new Sightings(marks.ready() + " ([0-9]{1,9})\n", marks.ready().length() + 11);
    this.prompt = new Sightings(marks.prompt(), marks.prompt().length());
    this.questions = new Questions(marks);
  }

  /** Where the command's stdout goes. */
  OutputStream stdout() {
    return new Sink(this::takeOut);
  }

  /** Where the command's stderr goes. */
  OutputStream stderr() {
    return new Sink(this::takeErr);
  }

  /** The command is over; empty where its exit status is not known. */
  void end(OptionalInt exit) {
    lock.lock();
    try {
      update(
          new Status(
              status.pid,
              status.prompts,
              status.question,
              status.heard,
              status.overflow,
              true,
              exit));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the condition holds or the deadline passes; tells how things stand then. */
  Status await(Predicate<Status> condition, Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!condition.test(status) && !deadline.passed()) {
        // Which of the two ended the wait is seen above.
        boolean _ = changed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      }
      return status;
    } finally {
      lock.unlock();
    }
  }

  /** Stdout after the ready mark, one char per byte. */
  String output() {
    lock.lock();
    try {
      return status.ready() ? cut(out.toString(StandardCharsets.ISO_8859_1))[0] : "";
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stderr, cleaned, without our prompts. Of a terminal's one stream what belongs to it: the
   * dialogue before the ready mark, else what follows the script's stdout.
   */
  String errors() {
    lock.lock();
    try {
      String said = out.toString(StandardCharsets.UTF_8);
      String text =
          err.toString(StandardCharsets.UTF_8) + (status.ready() ? cut(said)[1] : dialogue(said));
      return Untrusted.text(text.replace(marks.prompt(), ""), STDERR_KEPT).strip();
    } finally {
      lock.unlock();
    }
  }

  /** What stands before and after the mark of a terminal's stderr. */
  private String[] cut(String said) {
    int mark = said.lastIndexOf(marks.errors());
    return mark < 0
        ? new String[] {said, ""}
        : new String[] {said.substring(0, mark), said.substring(mark + marks.errors().length())};
  }

  /** What was said on a terminal since sudo, doas or su was called. */
  private String dialogue(String said) {
    int mark = said.indexOf(marks.calling());
    return mark < 0 ? "" : said.substring(mark + marks.calling().length());
  }

  private void takeOut(byte[] bytes, int from, int length) {
    lock.lock();
    try {
      int room = STDOUT_LIMIT - out.size();
      out.write(bytes, from, Math.min(length, room));
      OptionalLong pid = status.ready() ? status.pid : readyMark(bytes, from, length);
      if (pid.isEmpty()) {
        questions.hear(bytes, from, length);
      }
      heard(pid, length, status.overflow || length > room);
    } finally {
      lock.unlock();
    }
  }

  private OptionalLong readyMark(byte[] bytes, int from, int length) {
    Sightings.Sighted sighted = readyLine.in(bytes, from, length);
    if (sighted.marks().isEmpty()) {
      return OptionalLong.empty();
    }
    out.reset();
    out.writeBytes(sighted.rest().getBytes(StandardCharsets.ISO_8859_1));
    return OptionalLong.of(Long.parseLong(sighted.marks().getFirst().group(1)));
  }

  private void takeErr(byte[] bytes, int from, int length) {
    lock.lock();
    try {
      err.write(bytes, from, Math.min(length, STDERR_KEPT - err.size()));
      if (!status.ready()) {
        promptsOnStderr += prompt.in(bytes, from, length).marks().size();
      }
      heard(status.pid, length, status.overflow);
    } finally {
      lock.unlock();
    }
  }

  private void heard(OptionalLong pid, int length, boolean overflow) {
    update(
        new Status(
            pid,
            promptsOnStderr + questions.prompts(),
            pid.isPresent() ? 0 : questions.open(),
            status.heard + length,
            overflow,
            status.ended,
            status.exit));
  }

  private void update(Status next) {
    status = next;
    changed.signalAll();
  }

  private interface Taker {
    void take(byte[] bytes, int from, int length);
  }

  private static final class Sink extends OutputStream {
    private final Taker taker;

    Sink(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void write(int b) {
      taker.take(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      taker.take(bytes, from, length);
    }
  }
}
