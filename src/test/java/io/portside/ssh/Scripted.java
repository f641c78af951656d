package io.portside.ssh;

import io.portside.inventory.Secret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every question the same way and remembers what it was asked and told. */
final class Scripted implements Asker {
  private final Optional<String> secret;
  private final Optional<Boolean> answer;
  final List<String> questions = new CopyOnWriteArrayList<>();
  final List<String> news = new CopyOnWriteArrayList<>();

  Scripted(Optional<String> secret, Optional<Boolean> answer) {
    this.secret = secret;
    this.answer = answer;
  }

  static Scripted silent() {
    return new Scripted(Optional.empty(), Optional.empty());
  }

  static Scripted knowing(String secret) {
    return new Scripted(Optional.of(secret), Optional.empty());
  }

  static Scripted saying(boolean answer) {
    return new Scripted(Optional.empty(), Optional.of(answer));
  }

  @Override
  public Optional<Secret> secret(String question) {
    questions.add(question);
    return secret.map(Secret::new);
  }

  @Override
  public Optional<Boolean> confirm(String question) {
    questions.add(question);
    return answer;
  }

  @Override
  public void tell(String line) {
    news.add(line);
  }
}
