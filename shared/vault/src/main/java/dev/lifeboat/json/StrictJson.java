package dev.lifeboat.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;

/**
 * JSON as Lifeboat's documents use it: unknown, missing, duplicate or null fields, values of another type and trailing
 * content are errors, so that no two readers understand a document differently. A field that may be absent is an {@link
 * java.util.Optional}, and stands in the document as {@code null}.
 */
public final class StrictJson {
    private static final int MAX_STRING = 16 << 20;
    private static final JsonMapper MAPPER = mapper();
    private static final ObjectWriter INDENTED = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private StrictJson() {}

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(InstantText.module())
                .addModule(ExactEnums.module())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(StrictJson::allowNoCoercion)
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(20)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(20)
                        .build());
        return mapper;
    }

    /** A number or a boolean is no text, empty text is no number, and an empty array is nothing but that. */
    private static void allowNoCoercion(MutableCoercionConfig types) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            types.setCoercion(shape, CoercionAction.Fail);
        }
    }

    /** One document on one line, without a newline at its end. */
    public static String line(Object document) {
        return write(MAPPER.writer(), document);
    }

    /** One document, indented for people, with a newline at its end. */
    public static String indented(Object document) {
        return write(INDENTED, document) + "\n";
    }

    private static String write(ObjectWriter writer, Object document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "%s cannot be written as JSON".formatted(document.getClass().getName()), e);
        }
    }

    /**
     * Reads one document.
     *
     * @param what what the text is, for the error: {@code manifest shop/manifests/...}
     * @throws LifeboatException DOCUMENT_MALFORMED if the text is not exactly a document of that type
     */
    public static <T> T read(String text, Class<T> type, String what) {
        return read(MAPPER.reader(), text, type, what);
    }

    /**
     * Reads of a document only what says how to read it; see {@link DocumentHeader#require}.
     *
     * @throws LifeboatException DOCUMENT_MALFORMED if the text is not a JSON object with a format and required features
     */
    public static DocumentHeader header(String text, String what) {
        return read(
                MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                text,
                DocumentHeader.class,
                what);
    }

    private static <T> T read(ObjectReader reader, String text, Class<T> type, String what) {
        try {
            return reader.forType(type).<T>readValue(text);
        } catch (JsonProcessingException e) {
            throw malformed(what, e);
        }
    }

    private static LifeboatException malformed(String what, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return new LifeboatException(
                ErrorCode.DOCUMENT_MALFORMED,
                "%s is not a valid document (line %d, column %d): it cannot be used"
                        .formatted(what, at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr()),
                "restore it from another copy of this store, or use another backup",
                e);
    }
}
