package io.portside.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFilesTest {
  @TempDir private Path directory;

  @Test
  void privateKeyIsForItsOwnerOnly() throws Exception {
    LabFiles files = new LabFiles(directory);
    files.write(LabKey.generate());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.privateKey())))
        .isEqualTo("rw-------");
  }

  @Test
  void inventorySaysHowToReachTheHosts() throws Exception {
    LabFiles files = new LabFiles(directory);
    files.write(
        List.of(new LabFiles.Entry("web1", "172.17.0.2", List.of("172.17.0.2 ssh-ed25519 AAAA"))));
    JsonNode all = new YAMLMapper().readTree(files.inventory().toFile()).path("all");
    assertThat(all.path("hosts").path("web1").path("ansible_host").asText())
        .isEqualTo("172.17.0.2");
    assertThat(all.path("vars").path("ansible_user").asText()).isEqualTo("ops");
    assertThat(all.path("vars").path("ansible_ssh_private_key_file").asText())
        .isEqualTo(files.privateKey().toString());
    assertThat(files.knownHosts()).hasContent("172.17.0.2 ssh-ed25519 AAAA");
  }
}
