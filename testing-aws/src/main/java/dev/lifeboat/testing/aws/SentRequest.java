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
 * @param text its body if that is a form or JSON, as services other than S3 have it; otherwise empty
 */
public record SentRequest(String line, Map<String, String> headers, String text) {
    static SentRequest of(List<String> head, String text) {
        return new SentRequest(
                head.getFirst(),
                head.stream()
                        .skip(1)
                        .map(line -> line.split(":", 2))
                        .filter(parts -> parts.length == 2)
                        .collect(Collectors.toMap(
                                parts -> parts[0].toLowerCase(Locale.ROOT),
                                parts -> parts[1].strip(),
                                (first, second) -> first + ", " + second)),
                text);
    }

    /** What a header says, if it was sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
