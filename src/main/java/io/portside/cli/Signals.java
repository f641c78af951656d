package io.portside.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Signals of POSIX by name, such as {@code INT}. Java has them in {@code sun.misc.Signal} alone,
 * which javac warns of wherever it is named; so it is not.
 */
final class Signals {
  /** What was there before, to be put back. */
  interface Before {
    void restore();
  }

  private Signals() {}

  /**
   * Calls what is given at each such signal, on a thread of its own. Where the program was started
   * with the signal ignored, as under {@code nohup}, or the system has none, it stays like that.
   */
  static Before on(String name, Runnable heard) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Method handle = type.getMethod("handle", type, handlerType);
      Object signal = type.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  heard.run();
                }
                return null;
              });
      Object before = handle.invoke(null, signal, handler);
      return () -> put(handle, signal, before);
    } catch (ReflectiveOperationException e) {
      return () -> {};
    }
  }

  private static void put(Method handle, Object signal, Object before) {
    try {
      Object _ = handle.invoke(null, signal, before);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a signal that could be handled no longer can", e);
    }
  }
}
