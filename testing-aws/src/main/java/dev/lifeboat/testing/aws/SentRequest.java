package dev.lifeboat.testing.aws;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request as it was sent.
 *
 * @param line its first, such as {@code GET /bucket/key HTTP/1.1}
 * @param headers by their names in small letters
 */
public record SentRequest(String line, Map<String, String> headers) {
    static SentRequest of(List<String> head) {
        return new SentRequest(
                head.getFirst(),
                head.stream()
                        .skip(1)
                        .map(line -> line.split(":", 2))
                        .filter(parts -> parts.length == 2)
                        .collect(Collectors.toMap(
                                parts -> parts[0].toLowerCase(Locale.ROOT),
                                parts -> parts[1].strip(),
                                (first, second) -> first + ", " + second)));
    }

    /** What a header says, if it was sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
