package dev.lifeboat.index;

/**
 * One thing that is not in the backup because an option asked for that.
 *
 * @param omission what kind of thing, as the option names it, such as {@code foreign-rows}
 * @param object which one, such as {@code "shop"."remote_orders"}
 */
public record OmittedEntry(String omission, String object, String reason) implements IndexEntry {}
