package dev.lifeboat.trust;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a signing key may vouch for. */
public enum Role {
    /** Makes backups: attempts and manifests. */
    @JsonProperty("backup")
    BACKUP,
    /** Copies backups off-site. */
    @JsonProperty("copy")
    COPY,
    /** Proves backups: verifications, restore tests, drills. Only its proofs count. */
    @JsonProperty("prove")
    PROVE,
    /** Applies retention. Only its condemnations delete. */
    @JsonProperty("retain")
    RETAIN,
    /** People: holds, erasures, manual backups. */
    @JsonProperty("operator")
    OPERATOR;

    /** As it stands in documents, file names and messages. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
