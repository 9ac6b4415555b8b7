package dev.lifeboat.cli.present;

import java.util.ArrayList;
import java.util.List;

/** Names and their values, a line each, the values below one another. */
public final class Facts {
    private record Fact(String name, String value) {}

    private final List<Fact> facts = new ArrayList<>();

    /** Adds a line. */
    public Facts add(String name, Object value) {
        facts.add(new Fact(name, Printable.word(value.toString())));
        return this;
    }

    /** All lines, with a newline after each. */
    @Override
    public String toString() {
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append("  ")
                .append(fact.name())
                .append(" ".repeat(width - fact.name().length() + 2))
                .append(fact.value())
                .append('\n'));
        return text.toString();
    }
}
