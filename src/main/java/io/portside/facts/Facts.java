package io.portside.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the probe told of a host.
 *
 * @param root the probe ran as root
 * @param tools which of the tools that may be missing the host has
 * @param dockerd path of the dockerd found on root's path; empty where there is none
 * @param version dockerd's own word for its version, such as {@code 20.10.24+dfsg1}; empty where it
 *     could not be asked
 * @param service docker.service
 * @param socket docker.socket
 * @param containerd containerd.service
 * @param dockerdPid 0 where dockerd does not run
 * @param dockerdArgs the running dockerd's command line, program first
 * @param files by path: daemon.json, /etc/default/docker, the unit, its drop-ins, its environment
 *     files; what does not exist is absent
 * @param addresses empty where the host has no tool that tells them
 * @param engine empty where dockerd does not run or does not answer
 * @param log the daemon's last words, where it does not run
 * @param otherDockers {@code snap}, {@code rootless}, {@code podman}, {@code desktop}
 * @param firewalls those switched on, of ufw and of its kin on RHEL
 * @param packetRules what iptables and nft say of packets that come in; empty where dockerd does
 *     not run or neither is there
 * @param socketIsDirectory a bind mount made a directory of /var/run/docker.sock
 * @param lock who is at work on the host just now
 * @param backup the backup asked for
 */
public record Facts(
    boolean root,
    Set<String> tools,
    String dockerd,
    String version,
    Init init,
    Unit service,
    Unit socket,
    Unit containerd,
    int dockerdPid,
    List<String> dockerdArgs,
    Map<String, HostFile> files,
    List<Listener> listeners,
    List<InterfaceAddress> addresses,
    Optional<Engine> engine,
    List<Container> running,
    String log,
    Set<String> otherDockers,
    Set<String> firewalls,
    String packetRules,
    boolean socketIsDirectory,
    Optional<Journal> journal,
    Optional<String> lock,
    Optional<Backup> backup) {

  public static final String DAEMON_JSON = "/etc/docker/daemon.json";
  public static final String DEFAULTS = "/etc/default/docker";
  public static final String DROP_INS = "/etc/systemd/system/docker.service.d/";
  public static final String STATE = "/var/lib/portside";

  /** What starts docker on the host. */
  public enum Init {
    SYSTEMD,
    SYSVINIT,
    OTHER
  }

  /** Dockerd runs. */
  public boolean active() {
    return switch (init) {
      case SYSTEMD -> service.active();
      case SYSVINIT, OTHER -> dockerdPid != 0;
    };
  }

  /** Systemd found no program at the path in ExecStart: status 203/EXEC of systemd.exec(5). */
  public boolean programMissing() {
    return !active() && service.execMainStatus() == 203;
  }

  /** A transaction of ours that was cut off: nobody is at it any more, and it has no end. */
  public Optional<Journal> unfinished() {
    return journal.filter(j -> j.end().isEmpty() && lock.isEmpty());
  }

  /** The same host with a file's text changed; empty: without the file. */
  public Facts with(String path, Optional<String> text) {
    Map<String, HostFile> changed = new HashMap<>(files);
    changed.remove(path);
    text.ifPresent(
        t -> changed.put(path, new HostFile(path, "regular file", "644", 0, 0, "", text)));
    return new Facts(
        root,
        tools,
        dockerd,
        version,
        init,
        service,
        socket,
        containerd,
        dockerdPid,
        dockerdArgs,
        Map.copyOf(changed),
        listeners,
        addresses,
        engine,
        running,
        log,
        otherDockers,
        firewalls,
        packetRules,
        socketIsDirectory,
        journal,
        lock,
        backup);
  }

  /**
   * Systemd runs other units than those on the disk. Its own word is not enough: it does not see a
   * drop-in whose folder is new until it is told to reload.
   */
  public boolean needDaemonReload() {
    return service.needDaemonReload()
        || service
            .dropIns()
            .filter(loaded -> !loaded.containsAll(administratorsDropIns()))
            .isPresent();
  }

  // An empty one counts for nothing, and a link may be a mask.
  private List<String> administratorsDropIns() {
    return files.values().stream()
        .filter(f -> f.path().startsWith(DROP_INS) && f.regular())
        .filter(f -> !f.content().orElse("").isBlank())
        .map(HostFile::path)
        .toList();
  }

  /** A file's text; empty where there is no such file or it is not text. */
  public Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path)).flatMap(HostFile::content);
  }
}
