package dev.lifeboat.testing.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests to services of an emulator of which tests need one action, without a client of their own. */
final class PlainRequest {
    private PlainRequest() {}

    /** A header: emulators go by its scope, and do not look at the signature. */
    static String authorization(String accessKey, String region, String service) {
        return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
                .formatted(accessKey, region, service);
    }

    static String answer(HttpRequest request) {
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
