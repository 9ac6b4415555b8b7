package dev.lifeboat.testing.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The process in which Lambda runs a function: Java with AWS's own runtime interface client, which finds the function's
 * classes and its {@code lib} in the working directory, and with no more of the environment than Lambda gives.
 */
final class LambdaProcess {
    private static final List<String> OF_RUNTIME = List.of(
            jar(AWSLambda.class),
            jar(RequestHandler.class),
            jar(PojoSerializer.class),
            jar(SdkInternalThreadLocal.class));

    private LambdaProcess() {}

    /** What Lambda's own runtime for Java runs. */
    static List<String> command(String handler) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                RuntimeLibrary.option(),
                "-cp",
                String.join(File.pathSeparator, OF_RUNTIME),
                AWSLambda.class.getName(),
                handler);
    }

    static Process start(
            List<String> command, Path task, String handler, String api, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(task.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(Map.of(
                "AWS_LAMBDA_RUNTIME_API", api,
                "LAMBDA_TASK_ROOT", task.toString(),
                "AWS_LAMBDA_FUNCTION_NAME", "tested",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/tested",
                "AWS_LAMBDA_LOG_STREAM_NAME", "tested",
                "_HANDLER", handler));
        variables.putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jar(Class<?> type) {
        CodeSource source = Objects.requireNonNull(type.getProtectionDomain().getCodeSource());
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
