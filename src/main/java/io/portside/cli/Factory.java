package io.portside.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Gives commands the output of the run. */
final class Factory implements CommandLine.IFactory {
  private final Output output;

  Factory(Output output) {
    this.output = output;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == Output.class) {
        return type.cast(constructor.newInstance(output));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
