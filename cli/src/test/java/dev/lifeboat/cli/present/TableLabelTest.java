package dev.lifeboat.cli.present;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names of tables on the terminal. */
final class TableLabelTest {
    @Test
    void ordinaryNamesAreAsTheyAreTyped() {
        assertThat(TableLabel.of("auth", "users_2")).isEqualTo("auth.users_2");
    }

    @Test
    void othersShowWhereTheSchemaEnds() {
        assertThat(TableLabel.of("a.b", "c")).isEqualTo("\"a.b\".\"c\"");
        assertThat(TableLabel.of("a", "b.c")).isEqualTo("\"a\".\"b.c\"");
        assertThat(TableLabel.of("Shop", "say \"hi\"")).isEqualTo("\"Shop\".\"say \"\"hi\"\"\"");
    }
}
