package io.portside.lab;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a controller needs to reach the hosts of a lab.
 *
 * @param directory where the files are; readable by this user only
 */
record LabFiles(Path directory) {

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

  /**
   * Writes the inventory and the known hosts.
   *
   * @param addresses host name to address, in the order of the inventory
   * @param knownHosts lines
   */
  void write(Map<String, String> addresses, List<String> knownHosts) {
    try {
      Files.write(knownHosts(), knownHosts);
      Files.writeString(inventory(), inventory(addresses));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String inventory(Map<String, String> addresses) throws IOException {
    Map<String, Object> hosts = new LinkedHashMap<>();
    addresses.forEach((name, address) -> hosts.put(name, Map.of("ansible_host", address)));
    Map<String, Object> vars = new LinkedHashMap<>();
    vars.put("ansible_user", "ops"); // who becomes root by sudo, without a password
    vars.put("ansible_ssh_private_key_file", privateKey().toString());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("hosts", hosts);
    all.put("vars", vars);
    return YAMLMapper.builder().build().writeValueAsString(Map.of("all", all));
  }
}
