package dev.lifeboat.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Instants as ISO 8601 text in UTC, such as {@code 2026-11-22T02:00:03.123Z}, and as nothing else. */
final class InstantText {
    private InstantText() {}

    static SimpleModule module() {
        return new SimpleModule("instants").addSerializer(new Writer()).addDeserializer(Instant.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Instant> {
        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class Reader extends StdDeserializer<Instant> {
        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw context.wrongTokenException(
                        json, Instant.class, JsonToken.VALUE_STRING, "an instant is a string");
            }
            String text = json.getText();
            try {
                Instant instant = Instant.parse(text);
                if (instant.toString().equals(text)) {
                    return instant;
                }
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, Instant.class, "not an ISO 8601 instant in UTC");
            }
            throw context.weirdStringException(text, Instant.class, "not an instant's shortest ISO 8601 form");
        }
    }
}
