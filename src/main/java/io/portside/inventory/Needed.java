package io.portside.inventory;

/** Which variables a command needs; the others may be as wrong or as encrypted as they like. */
public enum Needed {
  /** {@code portside_*}: what is wanted of the host. */
  STATE,

  /** And its address, port and user. */
  ADDRESS,

  /** And all others that say how to log in. */
  LOGIN;

  boolean includes(String name) {
    return name.startsWith("portside_")
        || switch (this) {
          case STATE -> false;
          case ADDRESS ->
              ConnectionVariables.ADDRESS.contains(name)
                  || ConnectionVariables.PORT.contains(name)
                  || ConnectionVariables.USER.contains(name);
          case LOGIN -> ConnectionVariables.ALL.contains(name);
        };
  }
}
