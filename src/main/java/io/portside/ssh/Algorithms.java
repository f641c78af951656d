package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.BaseBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * The algorithms that the ssh configuration wants offered, each list by preference; empty: what is
 * usual here.
 *
 * @param hostKeys signatures that the host may show its key with
 * @param userKeys signatures that keys may log in with
 */
record Algorithms(
    List<String> keyExchanges,
    List<String> ciphers,
    List<String> macs,
    List<String> hostKeys,
    List<String> userKeys) {

  private static final List<String> KEYWORDS =
      List.of("kexalgorithms", "ciphers", "macs", "hostkeyalgorithms", "pubkeyacceptedalgorithms");

  /**
   * What the configuration says of algorithms.
   *
   * @throws SshException nothing that it wants is known here
   */
  static Algorithms of(SshConfig.Entry config) throws SshException {
    List<List<String>> lists = new ArrayList<>();
    for (String keyword : KEYWORDS) {
      Optional<String> value = config.first(keyword);
      lists.add(value.isEmpty() ? List.of() : known(keyword, value.get()));
    }
    return new Algorithms(lists.get(0), lists.get(1), lists.get(2), lists.get(3), lists.get(4));
  }

  private static List<String> known(String keyword, String value) throws SshException {
    Set<String> names =
        switch (keyword) {
          case "kexalgorithms" -> byName(allKeyExchanges()).keySet();
          case "ciphers" -> byName(BuiltinCiphers.VALUES).keySet();
          case "macs" -> byName(BuiltinMacs.VALUES).keySet();
          default -> byName(BuiltinSignatures.VALUES).keySet();
        };
    List<String> wanted = wanted(value, usual(keyword)).filter(names::contains).distinct().toList();
    if (wanted.isEmpty()) {
      throw new SshException(
          Problem.of(
              ProblemCode.SSH_CONFIG_UNSUPPORTED,
              "of what "
                  + keyword
                  + " in the ssh configuration allows, nothing is known here: "
                  + Untrusted.line(value, 200),
              "allow one of " + String.join(", ", names)),
          false);
    }
    return wanted;
  }

  /** A sign before the list adds it to what is usual, puts it in front, or takes it out. */
  private static Stream<String> wanted(String value, List<String> usual) {
    List<String> listed = List.of(value.replaceFirst("^[-+^]", "").split(",", -1));
    return switch (value.charAt(0)) {
      case '+' -> Stream.concat(usual.stream(), listed.stream());
      case '^' -> Stream.concat(listed.stream(), usual.stream());
      case '-' ->
          usual.stream().filter(name -> listed.stream().noneMatch(each -> fits(each, name)));
      default -> listed.stream();
    };
  }

  private static boolean fits(String pattern, String name) {
    return name.matches(pattern.replace(".", "\\.").replace("*", ".*").replace("?", "."));
  }

  private static List<String> usual(String keyword) {
    return NamedResource.getNameList(
        switch (keyword) {
          case "kexalgorithms" -> usualKeyExchanges();
          case "ciphers" -> BaseBuilder.DEFAULT_CIPHERS_PREFERENCE;
          case "macs" -> BaseBuilder.DEFAULT_MAC_PREFERENCE;
          default -> BaseBuilder.DEFAULT_SIGNATURE_PREFERENCE;
        });
  }

  void applyTo(ClientSession session) {
    if (!keyExchanges.isEmpty()) {
      session.setKeyExchangeFactories(pick(keyExchanges, allKeyExchanges()));
    }
    if (!ciphers.isEmpty()) {
      session.setCipherFactories(
          pick(ciphers, List.<NamedFactory<Cipher>>copyOf(BuiltinCiphers.VALUES)));
    }
    if (!macs.isEmpty()) {
      session.setMacFactories(pick(macs, List.<NamedFactory<Mac>>copyOf(BuiltinMacs.VALUES)));
    }
    if (!hostKeys.isEmpty()) {
      session.setSignatureFactories(signatures(hostKeys));
    }
  }

  /** Signatures to log in with; empty: the client's. */
  List<NamedFactory<Signature>> logins() {
    return signatures(userKeys);
  }

  private static List<NamedFactory<Signature>> signatures(List<String> names) {
    return pick(names, List.<NamedFactory<Signature>>copyOf(BuiltinSignatures.VALUES));
  }

  /** What is usual here: that which a quantum computer could not break later comes first. */
  static List<KeyExchangeFactory> usualKeyExchanges() {
    return Stream.concat(
            Stream.of(CertifiedKex.factory(MlKem.X25519)), CertifiedKex.usual().stream())
        .toList();
  }

  private static List<KeyExchangeFactory> allKeyExchanges() {
    return Stream.concat(Stream.of(MlKem.X25519), BuiltinDHFactories.VALUES.stream())
        .filter(DHFactory::isSupported)
        .map(CertifiedKex::factory)
        .toList();
  }

  private static <T extends NamedResource> List<T> pick(List<String> names, List<T> all) {
    Map<String, T> byName = byName(all);
    return names.stream().flatMap(name -> Optional.ofNullable(byName.get(name)).stream()).toList();
  }

  private static <T extends NamedResource> Map<String, T> byName(Collection<T> all) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T each : all) {
      if (!(each instanceof OptionalFeature feature) || feature.isSupported()) {
        byName.put(each.getName(), each);
      }
    }
    return byName;
  }
}
