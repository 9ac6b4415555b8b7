package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Hints that were followed: what the error asks for is done, and the same command then succeeds. */
@TestInstance(Lifecycle.PER_CLASS)
final class HintsTest {
    private static final String OWN =
            "    hint: connect as a superuser, leave owners out with --no-owner, or let the role that"
                    + " restores become each owner (GRANT owner TO role), where each owner may create things in its schema; and restore"
                    + " again into a new database";
    private static final String ID = "20261122T020000Z-full";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
    private final String clerk = PostgresServer.freshName("clerk");
    private Path folder = Path.of("");
    private Shop shop = new Shop(folder);

    @BeforeAll
    void backUp(@TempDir Path temporary) throws SQLException {
        folder = temporary;
        shop = Shop.in(folder);
        String database = server.createFreshDatabase("source");
        server.execute(
                database,
                "CREATE ROLE " + clerk,
                "CREATE SCHEMA sales",
                "CREATE TABLE sales.orders AS SELECT 1 AS id",
                "CREATE TABLE public.orders (id int)",
                "CREATE TABLE public.staff AS SELECT 1 AS id",
                "GRANT CREATE ON SCHEMA public TO " + clerk,
                "ALTER TABLE public.staff OWNER TO " + clerk,
                "GRANT CREATE ON SCHEMA sales TO " + clerk,
                "ALTER TABLE sales.orders OWNER TO " + clerk);
        assertThat(shop.run("backup", "--database=" + server.uri(database), "--at=2026-11-22T02:00:00Z")
                        .exitCode())
                .isZero();
    }

    private String role(String options) throws SQLException {
        String role = PostgresServer.freshName("person");
        server.execute("postgres", "CREATE ROLE %s LOGIN %s".formatted(role, options));
        return role;
    }

    private Program.Run restore(String role, String target, String... more) {
        return shop.runWithKey(Stream.concat(
                        Stream.of("restore", ID, "--database=" + server.uri(target, role)), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void aRoleThatMayNotMakeDatabasesIsToldHowItMay() throws SQLException {
        String role = role("");
        String target = PostgresServer.freshName("made");
        Program.Run refused = restore(role, target, "--create", "--no-owner", "--no-privileges");
        assertFails(refused, 4, """
                error [LB-309]: role "%s" may not create databases, as --create has to: nothing was restored
                    hint: let a superuser run: ALTER ROLE "%s" CREATEDB; or restore into an empty database, without --create
                """.formatted(role, role));
        assertThat(server.values("postgres", "SELECT datname FROM pg_database")).doesNotContain(target);

        server.execute("postgres", "ALTER ROLE %s CREATEDB".formatted(role));
        Program.Run made = restore(role, target, "--create", "--no-owner", "--no-privileges");
        assertThat(made.exitCode()).as(made.err()).isZero();
    }

    @Test
    void aRoleThatMayNotBecomeTheOwnersIsToldHowItMay() throws SQLException {
        String role = role("");
        Program.Run refused = restore(role, ownedBy(role), "--table=public.staff");
        assertFails(refused, 4, """
                error [LB-309]: role "%s" may not make "%s" the owner of what is theirs in the backup: nothing was restored
                    hint: restore as a superuser; or let everything belong to that role: --no-owner; or let a superuser run: GRANT "%s" TO "%s"
                """.formatted(role, clerk, clerk, role));

        Program.Run without = restore(role, ownedBy(role), "--table=public.staff", "--no-owner");
        assertThat(without.exitCode()).as(without.err()).isZero();

        server.execute("postgres", "GRANT %s TO %s".formatted(clerk, role));
        Program.Run unfit = restore(role, ownedBy(role), "--table=public.staff", "--no-privileges");
        assertThat(unfit.exitCode()).isEqualTo(6);
        assertThat(unfit.err()).contains("permission denied for schema public").contains(OWN);

        String target = ownedBy(role);
        server.execute(target, "GRANT CREATE ON SCHEMA public TO " + clerk);
        Program.Run granted = restore(role, target, "--table=public.staff", "--no-privileges");
        assertThat(granted.exitCode()).as(granted.err()).isZero();
    }

    private String ownedBy(String role) throws SQLException {
        String target = PostgresServer.freshName("owned");
        server.createDatabase(target, "OWNER " + role);
        return target;
    }

    @Test
    void aTableIsNamedThatWasMeantPerhaps() {
        assertFails(shop.runWithKey("export", ID, "--table=sales.Order"), 5, """
                error [LB-404]: table 'sales.Order' was not found, the backup does not hold it, but public.orders, \
                sales.orders: nothing was written
                    hint: see the names with: lifeboat show BACKUP; write a table as SCHEMA.TABLE
                """);
        assertFails(shop.runWithKey("export", ID, "--table=orders"), 5, """
                error [LB-404]: table 'orders' was not found, the backup holds 2 of that name, public.orders, sales.orders: \
                nothing was written
                    hint: see the names with: lifeboat show BACKUP; write a table as SCHEMA.TABLE
                """);
    }

    @Test
    void aRestoreThatAnotherRolesKeyWouldRecordIsRefusedBeforeItBegins() throws SQLException {
        String target = PostgresServer.freshName("nowhere");
        Program.Run run = shop.runWithKey(
                "restore",
                ID,
                "--create",
                "--database=" + server.uri(target),
                "--record",
                "--signing-key=" + shop.secret("backup"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .matches(
                        "error \\[LB-207]: signing key [0-9A-F]{40} \\(.*, which signs as backup\\) may not sign as prove now:"
                                + " nobody would believe what it signs, so nothing was done\n    hint: see which key may with:"
                                + " lifeboat keys show\n");
        assertThat(server.values("postgres", "SELECT datname FROM pg_database")).doesNotContain(target);
    }

    @Test
    void tooManyConnectionsAreNotTakenForAServerThatIsDown() throws SQLException {
        String role = role("CONNECTION LIMIT 0");
        String uri = "--database=" + server.uri("postgres", role);
        assertFails(shop.run("backup", uri), 6, """
                error [LB-501]: no connection to 127.0.0.1:%d: too many connections for role "%s": its databases can be \
                neither read nor written
                    hint: wait until others have disconnected, give fewer --jobs, or raise the limit: max_connections of the \
                server, or CONNECTION LIMIT of the role or the database
                """.formatted(server.port(), role));
    }

    @Test
    void readersAreNamedByTheFingerprintThatPeopleCompare() {
        String recipient = shop.result("keys", "show")
                .lines()
                .filter(line -> line.startsWith("rows "))
                .map(line -> line.split(" +", 3)[1])
                .findFirst()
                .orElseThrow();
        assertThat(shop.run("show", ID).out()).containsPattern("\n  opened by   " + recipient + " \\(.+\\)\n");
        assertThat(shop.run("keys", "check", ID, "--key=" + shop.secret("owner"))
                        .err())
                .contains(" is encrypted to key " + recipient + " (");
    }

    @Test
    void aStoreThatWasCopiedWithoutTimesIsReadOnceItIsCopiedWithThem(@TempDir Path other) throws Exception {
        Shop old = Shop.in(other);
        String source = "--database=" + server.uri(server.createFreshDatabase("source"));
        assertThat(old.run("backup", source).exitCode()).isZero();
        String owner = "--owner-key=" + old.secret("owner");
        Path keys = other.resolve("new-keys");
        assertThat(old.run("keys", "add", "--role=backup", "--keys=" + keys, owner)
                        .exitCode())
                .isZero();
        String first = old.result("keys", "show")
                .lines()
                .filter(line -> line.startsWith("backup "))
                .map(line -> line.split(" +", 3)[1])
                .findFirst()
                .orElseThrow();
        Thread.sleep(1100); // a key is retired to the second
        assertThat(old.run("keys", "retire", first, owner).exitCode()).isZero();
        Thread.sleep(1100);
        assertThat(old.run("show", "latest").exitCode()).isZero();
        Path copy = other.resolve("copy");
        copy(old.store(), copy, "-r");
        Program.Run refused = old.run("show", "latest", "--store=" + copy);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .startsWith("error [LB-202]: document shop/manifests/")
                .contains(
                        ": it is not used\n    hint: if the store was copied, copy it anew with its files' times: rsync"
                                + " -a, or cp -a; otherwise find out who wrote it\n");

        Path anew = other.resolve("anew");
        copy(old.store(), anew, "-a");
        assertThat(old.run("show", "latest", "--store=" + anew).exitCode()).isZero();
    }

    private static void copy(Path from, Path to, String how) throws IOException {
        Files.createDirectory(to);
        dev.lifeboat.testing.Program.named("cp", how, from + "/.", to.toString())
                .succeed();
    }
}
