package dev.lifeboat.testing.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of an emulator's KMS, made by the one request that tests need of it, without a client of its own. */
final class KmsKeys {
    private static final Pattern ID = Pattern.compile("\"KeyId\": ?\"([^\"]+)\"");

    private KmsKeys() {}

    /** Emulators go by the header's scope, and do not look at the signature. */
    static String create(URI endpoint, String region, String accessKey) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "TrentService.CreateKey")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/kms/aws4_request, SignedHeaders=host, Signature=0"
                                .formatted(accessKey, region))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        Matcher answer = ID.matcher(answer(request));
        if (!answer.find()) {
            throw new IllegalStateException("%s made no KMS key".formatted(endpoint));
        }
        return answer.group(1);
    }

    private static String answer(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
