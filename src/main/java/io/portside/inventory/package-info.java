/**
 * Ansible inventories as they are: sources in, hosts with their groups and variables out.
 *
 * <p>Start at {@link io.portside.inventory.Inventory}. Must not know Docker, SSH or the command
 * line.
 */
@NullMarked
package io.portside.inventory;

import org.jspecify.annotations.NullMarked;
