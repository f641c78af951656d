package io.portside.inventory;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Ssh options around a variable, in the order Ansible puts them on ssh's command line: {@code
 * ansible_ssh_args}, the variable, then common and extra arguments. To ssh the first counts.
 */
record LayeredOptions(SshArguments before, List<SshArguments> after) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  Optional<String> text(String option, Optional<String> variable) {
    Optional<String> found = before.value(option).or(() -> variable);
    for (SshArguments arguments : after) {
      found = found.or(() -> arguments.value(option));
    }
    return found;
  }

  /** Tells the option and its value where it is no number in the range. */
  Optional<Integer> integer(
      String option,
      Optional<Integer> variable,
      int min,
      int max,
      BiConsumer<String, String> invalid) {
    if (variable.isPresent() && before.value(option).isEmpty()) {
      return variable;
    }
    Optional<String> found = text(option, Optional.empty());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String text = found.get();
    if (WHOLE_NUMBER.matcher(text).matches()) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return Optional.of(number);
      }
    }
    invalid.accept(option, text);
    return Optional.empty();
  }
}
