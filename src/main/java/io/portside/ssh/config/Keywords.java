package io.portside.ssh.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The keywords of ssh_config(5), of OpenSSH 9.2 to 10, Debian's too. */
final class Keywords {
  /** How the arguments of a keyword are written and kept. */
  enum Kind {
    /** One word. */
    TEXT,
    /** {@code yes} or {@code no}. */
    FLAG,
    PORT,
    COUNT,
    /** A time span, kept in seconds; {@code none} says nothing. */
    SPAN,
    FAMILY,
    KEY_CHECKING,
    PUBLIC_KEYS,
    CANONICALIZE,
    CNAMES,
    /** One word; each line adds one. */
    FILE,
    /** All of the first line. */
    FILES,
    ALGORITHMS,
    AGENT,
    /** The rest of the line. */
    COMMAND,
    JUMPS
  }

  /** Those whose values are told. */
  static final Map<String, Kind> FOLLOWED =
      Map.ofEntries(
          Map.entry("addressfamily", Kind.FAMILY),
          Map.entry("bindaddress", Kind.TEXT),
          Map.entry("canonicalizehostname", Kind.CANONICALIZE),
          Map.entry("canonicalizepermittedcnames", Kind.CNAMES),
          Map.entry("certificatefile", Kind.FILE),
          Map.entry("ciphers", Kind.ALGORITHMS),
          Map.entry("connecttimeout", Kind.SPAN),
          Map.entry("globalknownhostsfile", Kind.FILES),
          Map.entry("hashknownhosts", Kind.FLAG),
          Map.entry("hostkeyalgorithms", Kind.ALGORITHMS),
          Map.entry("hostkeyalias", Kind.TEXT),
          Map.entry("hostname", Kind.TEXT),
          Map.entry("identitiesonly", Kind.FLAG),
          Map.entry("identityagent", Kind.AGENT),
          Map.entry("identityfile", Kind.FILE),
          Map.entry("kbdinteractiveauthentication", Kind.FLAG),
          Map.entry("kexalgorithms", Kind.ALGORITHMS),
          Map.entry("macs", Kind.ALGORITHMS),
          Map.entry("passwordauthentication", Kind.FLAG),
          Map.entry("port", Kind.PORT),
          Map.entry("preferredauthentications", Kind.TEXT),
          Map.entry("proxycommand", Kind.COMMAND),
          Map.entry("proxyjump", Kind.JUMPS),
          Map.entry("proxyusefdpass", Kind.FLAG),
          Map.entry("pubkeyacceptedalgorithms", Kind.ALGORITHMS),
          Map.entry("pubkeyauthentication", Kind.PUBLIC_KEYS),
          Map.entry("serveralivecountmax", Kind.COUNT),
          Map.entry("serveraliveinterval", Kind.SPAN),
          Map.entry("stricthostkeychecking", Kind.KEY_CHECKING),
          Map.entry("tag", Kind.TEXT),
          Map.entry("user", Kind.TEXT),
          Map.entry("userknownhostsfile", Kind.FILES));

  /** Other names that ssh takes for the same. */
  static final Map<String, String> OTHER_NAMES =
      Map.of(
          "challengeresponseauthentication", "kbdinteractiveauthentication",
          "dsaauthentication", "pubkeyauthentication",
          "identityfile2", "identityfile",
          "pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms",
          "skeyauthentication", "kbdinteractiveauthentication",
          "tisauthentication", "kbdinteractiveauthentication");

  /** Without meaning here; the last lines are those that ssh itself ignores by now. */
  private static final Set<String> IGNORED =
      Arrays.stream(
              """
              addkeystoagent batchmode bindinterface canonicaldomains canonicalizefallbacklocal
              canonicalizemaxdots casignaturealgorithms channeltimeout checkhostip
              clearallforwardings compression connectionattempts controlmaster controlpath
              controlpersist dynamicforward enableescapecommandline enablesshkeysign escapechar
              exitonforwardfailure fingerprinthash forkafterauthentication forwardagent forwardx11
              forwardx11timeout forwardx11trusted gatewayports gssapiauthentication
              gssapiclientidentity gssapidelegatecredentials gssapikexalgorithms gssapikeyexchange
              gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns
              hostbasedacceptedalgorithms hostbasedauthentication hostbasedkeytypes ipqos
              kbdinteractivedevices keepalive knownhostscommand localcommand localforward loglevel
              logverbose nohostauthenticationforlocalhost numberofpasswordprompts
              obscurekeystroketiming permitlocalcommand permitremoteopen pkcs11provider
              protocolkeepalives refuseconnection rekeylimit remotecommand
              remoteforward requesttty requiredrsasize revokedhostkeys securitykeyprovider sendenv
              sessiontype setenv setuptimeout smartcarddevice stdinnull streamlocalbindmask
              streamlocalbindunlink syslogfacility tcpkeepalive tunnel tunneldevice updatehostkeys
              verifyhostkeydns versionaddendum visualhostkey warnweakcrypto xauthlocation
              afstokenpassing cipher compressionlevel fallbacktorsh globalknownhostsfile2
              kerberosauthentication kerberostgtpassing protocol rhostsauthentication
              rhostsrsaauthentication rsaauthentication useblacklistedkeys useprivilegedport
              useroaming userknownhostsfile2 usersh
              """
                  .split("\\s+"))
          .collect(Collectors.toUnmodifiableSet());

  private Keywords() {}

  static boolean ignored(String keyword) {
    return IGNORED.contains(keyword);
  }
}
