package dev.lifeboat.cli;

import dev.lifeboat.cli.option.DatabaseOption;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.OwnerOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.Passphrases;
import dev.lifeboat.cli.option.SourceOption;
import dev.lifeboat.cli.option.StoreOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has every option that commands share, and returns what they were; fails as it is told. */
@Command(name = "probe", description = "For tests.")
final class ProbeCommand extends Subcommand {
    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private SourceOption source = new SourceOption();

    @Mixin
    private OwnerOption owner = new OwnerOption();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "2", description = "A number.")
    private int jobs;

    @Option(names = "--fail", paramLabel = "HOW", description = "How to fail.")
    private @Nullable String fail;

    @Option(names = "--ask", description = "Ask for a passphrase.")
    private boolean ask;

    @Option(names = "--make", description = "Ask for a new passphrase.")
    private boolean make;

    @Override
    Result run(Session session) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("store", store.location());
        seen.put("source", source.name().value());
        seen.put("owner", owner.fingerprint());
        seen.put("database", database.uri().orElse("none"));
        seen.put("keys", keys.files().toString());
        seen.put("jobs", jobs);
        if (ask) {
            seen.put("passphrase", new String(passphrases(session).of("the keys")));
        }
        if (make) {
            seen.put("passphrase", new String(passphrases(session).choose()));
        }
        Result result = Result.of(seen.toString() + "\n", seen);
        return switch (fail == null ? "" : fail) {
            case "defect" -> throw new IllegalStateException("a row of data");
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            case "damage" -> throw damage();
            case "finding" -> result.failed(damage());
            default -> result;
        };
    }

    private Passphrases passphrases(Session session) {
        return passphrase.passphrases(session.environment(), session.prompt());
    }

    private static LifeboatException damage() {
        return new LifeboatException(ErrorCode.OBJECT_DAMAGED, "object x is damaged", "restore from elsewhere");
    }
}
