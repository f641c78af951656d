package io.portside.cli;

import io.portside.inventory.Vault;
import io.portside.inventory.VaultPasswords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Passwords of Ansible Vault, as Ansible takes them. */
final class VaultOptions {
  private static final String FILE = "--vault-password-file";
  private static final String ID = "--vault-id";

  @Option(
      names = {FILE, "--vault-pass-file"},
      paramLabel = "F",
      description =
          "password of Ansible Vault: a file's text, or what an executable one prints; repeats"
              + " (default: $ANSIBLE_VAULT_PASSWORD_FILE)")
  List<String> files = new ArrayList<>();

  @Option(
      names = ID,
      paramLabel = "[ID@]F",
      description = "the same for one vault id; F may be 'prompt'; repeats")
  List<String> ids = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-pass", "--ask-vault-password"},
      description = "ask for the vault password")
  boolean ask;

  Vault vault(Terminal terminal) {
    List<Vault.Key> keys = new ArrayList<>();
    for (String id : ids) {
      int at = id.indexOf('@');
      String label = at < 0 ? Vault.DEFAULT_ID : id.substring(0, at);
      String source = id.substring(at + 1);
      keys.add(
          source.equals("prompt")
              ? asked(terminal, label, "Vault password (" + label + "): ")
              : VaultPasswords.read(ID + " " + id, label, source));
    }
    for (String file : named()) {
      keys.add(VaultPasswords.read(FILE, Vault.DEFAULT_ID, file));
    }
    if (ask) {
      keys.add(asked(terminal, Vault.DEFAULT_ID, "Vault password: "));
    }
    return new Vault(keys);
  }

  private List<String> named() {
    if (!files.isEmpty() || !ids.isEmpty() || ask) {
      return files;
    }
    return Optional.ofNullable(System.getenv("ANSIBLE_VAULT_PASSWORD_FILE"))
        .filter(file -> !file.isEmpty())
        .stream()
        .toList();
  }

  private static Vault.Key asked(Terminal terminal, String id, String question) {
    return new Vault.Key(id, terminal.demand(question, FILE));
  }
}
