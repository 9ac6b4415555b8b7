package dev.lifeboat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
    private static final String GOOD = """
            {"name":"a","nick":null,"size":1,"hot":true,"kind":"small","at":"2026-11-22T02:00:03.120Z","inner":{"n":1},"maybe":{"n":2},"all":["x"]}""";

    private record Name(@JsonValue String value) {
        @JsonCreator
        Name {}
    }

    private enum Kind {
        @JsonProperty("small")
        SMALL
    }

    private record Inner(int n) {}

    private record Document(
            Name name,
            Optional<String> nick,
            long size,
            boolean hot,
            Kind kind,
            Instant at,
            Inner inner,
            Optional<Inner> maybe,
            List<String> all) {}

    private static Document read(String text) {
        return StrictJson.read(text, Document.class, "document");
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        Document document = read(GOOD);
        assertThat(StrictJson.line(document)).isEqualTo(GOOD);
        assertThat(read(StrictJson.indented(document))).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name':'a'  'name':5",
                "'name':'a'  'name':true",
                "'name':'a'  'name':null",
                "'name':'a'  'name':['a']",
                "'name':'a'  'name':{'value':'a'}",
                "'name':'a'  'name':'a','name':'a'",
                "'name':'a',  ",
                "'name':'a'  'name':'a','other':1",
                "'nick':null  'nick':5",
                "'nick':null  'nick':false",
                "'nick':null,  ",
                "'size':1  'size':'1'",
                "'size':1  'size':''",
                "'size':1  'size':1.0",
                "'size':1  'size':1e0",
                "'size':1  'size':true",
                "'size':1  'size':null",
                "'size':1  'size':[1]",
                "'size':1  'size':01",
                "'size':1  'size':+1",
                "'size':1  'size':9223372036854775808",
                "'hot':true  'hot':'true'",
                "'hot':true  'hot':1",
                "'hot':true  'hot':null",
                "'kind':'small'  'kind':'SMALL'",
                "'kind':'small'  'kind':' small'",
                "'kind':'small'  'kind':'small '",
                "'kind':'small'  'kind':0",
                "'kind':'small'  'kind':''",
                "'kind':'small'  'kind':null",
                "'at':'2026-11-22T02:00:03.120Z'  'at':'2026-11-22T02:00:03.12Z'",
                "'at':'2026-11-22T02:00:03.120Z'  'at':'2026-11-22T03:00:03.120+01:00'",
                "'at':'2026-11-22T02:00:03.120Z'  'at':1795312803",
                "'inner':{'n':1}  'inner':''",
                "'inner':{'n':1}  'inner':[]",
                "'inner':{'n':1}  'inner':null",
                "'maybe':{'n':2}  'maybe':''",
                "'maybe':{'n':2}  'maybe':[]",
                "'all':['x']  'all':'x'",
                "'all':['x']  'all':''",
                "'all':['x']  'all':null",
                "'all':['x']  'all':[null]",
                "'all':['x']  'all':[5]",
                "'all':['x']  'all':['x',]",
            })
    void anythingElseIsRefused(String change) {
        String[] fromTo = change.replace('\'', '"').split("  ", -1);
        String wrong = GOOD.replace(fromTo[0], fromTo[1]);
        assertThat(wrong).isNotEqualTo(GOOD);
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> read(wrong))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {" {}", "// note", "x", "null"})
    void nothingMayFollowTheDocument(String more) {
        assertThatExceptionOfType(LifeboatException.class).isThrownBy(() -> read(GOOD + more));
    }
}
