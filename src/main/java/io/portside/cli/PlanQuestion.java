package io.portside.cli;

import io.portside.outcome.HostReport;
import io.portside.report.PlanText;
import io.portside.report.RunView;
import io.portside.report.TextOptions;
import io.portside.rollout.Agreement;
import io.portside.rollout.PlannedHost;
import java.util.List;

/**
 * The plan of all hosts, and the one question before the first change. Without a terminal nobody is
 * asked: whoever runs {@code apply} in a job has said yes by that.
 *
 * @param onlyTell a dry run
 * @param yes the answer is known
 */
record PlanQuestion(boolean onlyTell, boolean yes) {

  Agreement at(Terminal terminal, RunView view, TextOptions text, Interruption interruption) {
    return (planned, ended) -> answer(planned, ended, terminal, view, text, interruption);
  }

  private Agreement.Answer answer(
      List<PlannedHost> planned,
      List<HostReport> ended,
      Terminal terminal,
      RunView view,
      TextOptions text,
      Interruption interruption) {
    boolean asks = !onlyTell && !yes && terminal.present();
    if (asks || !text.quiet()) {
      // Nobody can agree to what was not shown.
      PlanText plan = new PlanText(asks ? text.withDiff(true) : text);
      // After a dry run the end tells the reasons at once.
      view.print(onlyTell ? plan.text(planned, ended) : plan.withReasons(planned, ended));
    }
    if (onlyTell) {
      return Agreement.Answer.ONLY_TELL;
    }
    String question = "Change " + (planned.size() == 1 ? "it?" : "these " + planned.size() + "?");
    boolean agreed =
        !asks
            || interruption.idle(() -> view.aside(() -> terminal.confirm(question).orElse(false)));
    return agreed ? Agreement.Answer.GO_ON : Agreement.Answer.NO;
  }
}
