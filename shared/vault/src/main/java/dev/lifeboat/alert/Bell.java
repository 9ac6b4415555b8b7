package dev.lifeboat.alert;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells people of a source by the log in its catalog, as {@link Alerting} does, and where that catalog cannot be read all the
 * same.
 */
public final class Bell {
    private final SourceName source;
    private final Supplier<Catalog> opening;
    private final Notices notices;
    private final Clock clock;
    private final String writer;

    /**
     * Wires it.
     *
     * @param opening opens the catalog; that it fails keeps nobody from being told
     * @param writer the program and version that tells
     */
    public Bell(SourceName source, Supplier<Catalog> opening, Notices notices, Clock clock, String writer) {
        this.source = source;
        this.opening = opening;
        this.notices = notices;
        this.clock = clock;
        this.writer = writer;
    }

    /**
     * Tells what is new of what was found.
     *
     * @return what people were told
     * @throws LifeboatException ALERT_NOT_SENT if one could not be sent; or why it could not be noted
     */
    public List<Alert> tell(List<Finding> findings) {
        Catalog catalog;
        try {
            catalog = opening.get();
        } catch (LifeboatException e) {
            return unnoted(findings);
        }
        return new Alerting(catalog, notices, clock, writer).tell(findings);
    }

    private List<Alert> unnoted(List<Finding> findings) {
        Unnoted unnoted = new Unnoted(source, notices, clock);
        List<Alert> told = new ArrayList<>();
        findings.forEach(finding -> told.addAll(unnoted.tell(finding)));
        return told;
    }

    /** What of a check is open: of which subjects people were told that it is not well, and not yet that it is again. */
    public List<String> open(Check check) {
        try {
            return new AlertLog(opening.get(), writer).open(check);
        } catch (LifeboatException e) {
            return List.of(); // as far as anybody knows
        }
    }
}
