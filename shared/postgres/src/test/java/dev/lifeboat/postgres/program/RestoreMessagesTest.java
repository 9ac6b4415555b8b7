package dev.lifeboat.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreMessagesTest {
    private static final String PLPGSQL = """
            pg_restore: while PROCESSING TOC:
            pg_restore: from TOC entry 3345; 0 0 COMMENT EXTENSION plpgsql
            pg_restore: error: could not execute query: ERROR:  must be owner of extension plpgsql
            Command was: COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';
            """;

    private static RestoreOutcome outcome(Section section, int exitCode, String text) {
        RestoreMessages messages = new RestoreMessages(section, false);
        text.lines().forEach(messages::accept);
        return messages.outcome(exitCode);
    }

    private static RestoreOutcome failed(String... failures) {
        return new RestoreOutcome.Failed(List.of(failures));
    }

    @Test
    void benignErrorThatIsTheOnlyOneIsNoFailure() {
        assertThat(outcome(Section.PRE_DATA, 1, PLPGSQL + "pg_restore: warning: errors ignored on restore: 1\n"))
                .isEqualTo(new RestoreOutcome.Restored(List.of(
                        "the comment on the extension plpgsql is its owner's to set, and is the same already")));
    }

    @Test
    void anotherCommentOnTheSameExtensionIsAFailure() {
        String text = PLPGSQL.replace("procedural language", "as we like it")
                + "pg_restore: warning: errors ignored on restore: 1\n";
        assertThat(outcome(Section.PRE_DATA, 1, text))
                .isEqualTo(failed("COMMENT EXTENSION plpgsql: must be owner of extension plpgsql"));
    }

    @Test
    void errorThatWasCountedButNotUnderstoodIsAFailure() {
        assertThat(outcome(Section.PRE_DATA, 1, PLPGSQL + "pg_restore: warning: errors ignored on restore: 2\n"))
                .isEqualTo(failed("pg_restore counts 2 errors, of which only 1 are known to mean nothing"));
    }

    @Test
    void exitCodesWithoutAReasonAreFailures() {
        assertThat(outcome(Section.PRE_DATA, 1, ""))
                .isEqualTo(failed("pg_restore ended with exit code 1 and did not say why"));
        assertThat(outcome(Section.PRE_DATA, 137, "")).isEqualTo(failed("pg_restore ended with exit code 137"));
        assertThat(outcome(Section.PRE_DATA, 1, PLPGSQL)).isInstanceOf(RestoreOutcome.Failed.class);
    }

    @Test
    void errorInTheMiddleOfALineOfAnotherJobIsFound() {
        String text = """
                pg_restore:pg_restore: error: could not execute query: ERROR:  division by zero
                Command was: CREATE INDEX secret ON t (f('hunter2'));
                pg_restore: warning: errors ignored on restore: 1
                """;
        assertThat(outcome(Section.POST_DATA, 1, text)).isEqualTo(failed("division by zero"));
    }

    @Test
    void noticesAndProgressMeanNothingButAWarningOfTheServerIsAFailure() {
        assertThat(outcome(Section.PRE_DATA, 0, "pg_restore: creating TABLE \"t\"\npg_restore: NOTICE:  it is there\n"))
                .isEqualTo(new RestoreOutcome.Restored(List.of()));
        assertThat(outcome(Section.PRE_DATA, 0, "pg_restore: WARNING:  no privileges were granted for \"t\"\n"))
                .isEqualTo(failed("the server warns: no privileges were granted for \"...\""));
    }

    @Test
    void rowsStatementsAndDetailsAreNotShown() {
        String text = """
                pg_restore: from TOC entry 7; 0 1 MATERIALIZED VIEW DATA public seen postgres
                pg_restore: error: could not execute query: ERROR:  invalid input syntax for type integer: "hunter2"
                DETAIL:  Key (x)=(hunter2) is there.
                CONTEXT:  hunter2
                Command was: REFRESH MATERIALIZED VIEW public.seen; -- hunter2
                pg_restore: warning: errors ignored on restore: 1
                """;
        assertThat(outcome(Section.POST_DATA, 1, text))
                .isEqualTo(failed(
                        "MATERIALIZED VIEW DATA public seen postgres: an error whose text may hold a row's values: see the"
                                + " server's log"));
        assertThat(SafeErrorText.ofDefinition("ERROR:  invalid input value for enum mood: \"hunter2\" in column \"x\""))
                .isEqualTo("invalid input value for enum mood: \"...\" in column \"x\"");
    }
}
