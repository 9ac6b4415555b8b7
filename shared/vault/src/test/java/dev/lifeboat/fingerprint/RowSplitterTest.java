package dev.lifeboat.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Rows are the same however their text is cut. */
final class RowSplitterTest {
    @Property
    void piecesCutAnywhereAreTalliedLikeWholeRows(
            @ForAll @Size(max = 30) List<@CharRange(from = ' ', to = '~') String> rows, @ForAll long seed) {
        String text = rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        RowSplitter splitter = new RowSplitter();
        Random random = new Random(seed);
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(1 + random.nextInt(7), bytes.length - from);
            splitter.add(bytes, from, length);
            from += length;
        }
        assertThat(splitter.endsWithRow()).isTrue();
        assertThat(splitter.tally()).isEqualTo(whole(rows));
    }

    private static RowTally whole(List<String> rows) {
        RowCounter counter = new RowCounter();
        for (String row : rows) {
            byte[] line = (row + "\n").getBytes(StandardCharsets.US_ASCII);
            counter.add(line, 0, line.length);
        }
        return counter.tally();
    }

    @Property
    void orderOfRowsDoesNotMatterButTheirNumberDoes(@ForAll @Size(min = 1, max = 20) List<Integer> numbers) {
        List<String> rows = numbers.stream().map(Object::toString).toList();
        assertThat(whole(rows.reversed())).isEqualTo(whole(rows));
        assertThat(whole(rows.subList(1, rows.size())).sameRows(whole(rows))).isFalse();
    }

    @Test
    void halfARowIsNotARow() {
        RowSplitter splitter = new RowSplitter();
        byte[] text = "one\ntw".getBytes(StandardCharsets.US_ASCII);
        splitter.add(text, 0, text.length);
        assertThat(splitter.endsWithRow()).isFalse();
        assertThat(splitter.tally().rows()).isEqualTo(1);
    }

    @Test
    void sumsCarryFromTheLowerHalfIntoTheUpper() {
        Fingerprint most = new Fingerprint(1, -1);
        assertThat(most.plus(new Fingerprint(0, 1))).isEqualTo(new Fingerprint(2, 0));
        assertThat(Fingerprint.parse(most.toString())).isEqualTo(most);
    }
}
