package dev.lifeboat.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How closely a backup is looked at; each depth finds what those before it find. */
public enum Depth {
    /** Every object is there and has its size; no data is read. */
    @JsonProperty("presence")
    PRESENCE,
    /** Every stored byte is read and has its checksums; needs no private key. */
    @JsonProperty("checksums")
    CHECKSUMS,
    /** Every row is decrypted, counted and fingerprinted again; needs a recipient's private key. */
    @JsonProperty("content")
    CONTENT;

    /** As it stands in options and documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
