package io.portside.report;

import java.time.Duration;
import java.time.Instant;

/** How long ago, in the docker client's words (the table in go-units' {@code HumanDuration}). */
final class Ago {
  private Ago() {}

  static String words(Instant then, Instant now) {
    return amount(Duration.between(then, now)) + " ago";
  }

  private static String amount(Duration ago) {
    long seconds = ago.toSeconds();
    long minutes = ago.toMinutes();
    // Rounded, as docker has it: 90 minutes are 2 hours.
    long hours = ago.plusMinutes(30).toHours();
    if (seconds < 1) {
      return "Less than a second";
    } else if (seconds < 60) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    } else if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    } else if (hours < 48) {
      return hours == 1 ? "About an hour" : hours + " hours";
    }
    long days = hours / 24;
    if (days < 14) {
      return days + " days";
    } else if (days < 60) {
      return days / 7 + " weeks";
    } else if (days < 730) {
      return days / 30 + " months";
    }
    return ago.toDays() / 365 + " years";
  }
}
