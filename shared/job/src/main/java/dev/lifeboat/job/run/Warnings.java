package dev.lifeboat.job.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What somebody should look after, though the job is done. Safe for many threads. */
public final class Warnings implements Consumer<String> {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void accept(String text) {
        texts.add(text);
    }

    /** All until now. */
    public List<String> all() {
        return List.copyOf(texts);
    }
}
