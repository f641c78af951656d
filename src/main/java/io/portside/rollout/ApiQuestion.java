package io.portside.rollout;

import io.portside.problem.Problem;
import io.portside.verify.ApiException;
import io.portside.verify.EngineApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A question to one host's API.
 *
 * @param host the inventory name
 * @param call what is asked
 */
public record ApiQuestion<T>(String host, EngineApi api, Call<T> call)
    implements Poll.Question<HostAnswer<T>> {

  /** A call of the API. */
  @FunctionalInterface
  public interface Call<T> {
    /** What the engine lists. */
    List<T> on(EngineApi api) throws ApiException;
  }

  @Override
  public HostAnswer<T> ask() {
    long start = System.nanoTime();
    try {
      return answer(start, call.on(api), Optional.empty());
    } catch (ApiException e) {
      return answer(start, List.of(), Optional.of(e.problem()));
    }
  }

  @Override
  public HostAnswer<T> failed(Problem defect) {
    return answer(System.nanoTime(), List.of(), Optional.of(defect));
  }

  private HostAnswer<T> answer(long start, List<T> said, Optional<Problem> problem) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new HostAnswer<>(host, api.url(), took, said, problem);
  }
}
