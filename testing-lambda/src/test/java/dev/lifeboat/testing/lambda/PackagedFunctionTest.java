package dev.lifeboat.testing.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.testing.aws.FaultyProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedFunctionTest {
    @TempDir
    Path folder;

    private Path jar = Path.of("");

    @BeforeEach
    void pack() throws IOException {
        ByteArrayOutputStream library = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(library)) {
            entry(out, "library.txt", "x".getBytes(StandardCharsets.UTF_8));
        }
        jar = folder.resolve("function.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            entry(out, "lib/library.jar", library.toByteArray());
            for (Class<?> type : new Class<?>[] {EchoHandler.class, EchoHandler.Echo.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream in = Objects.requireNonNull(type.getResourceAsStream("/" + name))) {
                    entry(out, name, in.readAllBytes());
                }
            }
        }
    }

    private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
    }

    private PackagedFunction start(Map<String, String> environment) {
        return PackagedFunction.start(jar, EchoHandler.class.getName(), environment);
    }

    private static JsonNode said(PackagedFunction function, String what) throws IOException {
        return new JsonMapper().readTree(function.result("{\"say\":\"%s\"}".formatted(what)));
    }

    @Test
    void handlerAnswersFromItsJarAndItsLibraries() throws IOException {
        try (PackagedFunction function = start(Map.of())) {
            JsonNode said = said(function, "hello");
            assertThat(said.path("said").asText()).isEqualTo("hello");
            assertThat(said.path("library").asBoolean()).isTrue();
            assertThat(said.path("inTime").asBoolean()).isTrue();
            assertThat(function.log()).contains("it was told to say hello");
        }
    }

    @Test
    void oneProcessServesOneEventAfterAnother() throws IOException {
        try (PackagedFunction function = start(Map.of())) {
            said(function, "one");
            assertThat(said(function, "two").path("call").asInt()).isEqualTo(2);
        }
    }

    @Test
    void environmentIsWhatTheTestSaysAndLambdaAdds() throws IOException {
        try (PackagedFunction function = start(Map.of("LIFEBOAT_SOURCE", "shop"))) {
            JsonNode environment = said(function, "x").path("environment");
            assertThat(environment.path("LIFEBOAT_SOURCE").asText()).isEqualTo("shop");
            assertThat(environment.path("LAMBDA_TASK_ROOT").asText()).contains("lifeboat-function-");
            assertThat(environment.has("HOME")).isFalse();
        }
    }

    @Test
    void whatTheHandlerThrowsIsTheFailureAndTheNextEventIsServed() throws IOException {
        try (PackagedFunction function = start(Map.of())) {
            assertThat(function.failure("{\"say\":\"throw\"}"))
                    .isEqualTo(new Invocation.Failed("java.lang.IllegalArgumentException", "it was told to throw"));
            assertThat(said(function, "more").path("said").asText()).isEqualTo("more");
        }
    }

    @Test
    void handlerThatCannotBeMadeFailsEveryEvent() {
        try (PackagedFunction function = start(Map.of("REFUSE", "1"))) {
            assertThat(function.failure("{}"))
                    .isEqualTo(new Invocation.Failed("java.lang.IllegalStateException", "it was told to refuse"));
            assertThat(function.failure("{}").message()).isEqualTo("it was told to refuse");
        }
    }

    @Test
    void processThatEndsIsAFailure() {
        try (PackagedFunction function = start(Map.of())) {
            assertThat(function.failure("{\"say\":\"exit\"}"))
                    .isEqualTo(new Invocation.Failed("Runtime.ExitError", "the process ended with code 7"));
        }
    }

    @Test
    void runThatEndsBeforeItIsCutOffIsNone() {
        try (FaultyProxy proxy = FaultyProxy.before(URI.create("http://127.0.0.1:1"))) {
            CutOff cutOff = new CutOff(proxy, () -> start(Map.of()));
            assertThatThrownBy(() -> cutOff.before("GET .*", "{\"say\":\"hello\"}"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("it ended before it came to GET .*: Returned[json={");
        }
    }

    @Test
    void handlerThatIsNotInTheJarIsAFailure() {
        try (PackagedFunction function = PackagedFunction.start(jar, "dev.lifeboat.Nothing", Map.of())) {
            assertThat(function.failure("{}").message()).contains("dev.lifeboat.Nothing");
        }
    }

    @Test
    void whatIsExpectedToReturnAndDoesNotSaysWhatItWrote() {
        try (PackagedFunction function = start(Map.of())) {
            assertThatThrownBy(() -> function.result("{\"say\":\"throw\"}"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("message=it was told to throw]; it wrote:");
            assertThatThrownBy(() -> function.failure("{\"say\":\"x\"}"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("it did not fail: Returned[json=");
        }
    }
}
