package io.portside.lab;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a controller needs to reach the hosts of a lab.
 *
 * @param directory where the files are; readable by this user only
 */
record LabFiles(Path directory) {
  /**
   * What the files say of a host.
   *
   * @param address as {@link LabHost#address}
   * @param keys as {@link LabHost#hostKeys}
   */
  record Entry(String name, String address, List<String> keys) {}

  /** The private key, as OpenSSH and Portside read it. */
  Path privateKey() {
    return directory.resolve("id_ed25519");
  }

  /** The hosts' keys. */
  Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  /** An Ansible inventory in YAML. */
  Path inventory() {
    return directory.resolve("hosts.yml");
  }

  /** Writes both halves of the key. */
  void write(LabKey key) {
    try {
      // With the mode from the start: OpenSSH refuses a private key that others may read.
      Files.createFile(
          privateKey(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(privateKey(), key.privateFile());
      Files.writeString(directory.resolve("id_ed25519.pub"), key.publicLine() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the inventory, in the order given, and the known hosts. */
  void write(Collection<Entry> hosts) {
    try {
      Files.write(knownHosts(), hosts.stream().flatMap(host -> host.keys().stream()).toList());
      Files.writeString(inventory(), inventoryOf(hosts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String inventoryOf(Collection<Entry> entries) throws IOException {
    Map<String, Object> hosts = new LinkedHashMap<>();
    entries.forEach(host -> hosts.put(host.name(), Map.of("ansible_host", host.address())));
    Map<String, Object> vars = new LinkedHashMap<>();
    vars.put("ansible_user", "ops"); // who becomes root by sudo, without a password
    vars.put("ansible_ssh_private_key_file", privateKey().toString());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("hosts", hosts);
    all.put("vars", vars);
    return YAMLMapper.builder().build().writeValueAsString(Map.of("all", all));
  }
}
