package dev.lifeboat.testing.aws;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of an emulator's KMS, made by the one request that tests need of it, without a client of its own. */
final class KmsKeys {
    private static final Pattern ID = Pattern.compile("\"KeyId\": ?\"([^\"]+)\"");

    private KmsKeys() {}

    static String create(URI endpoint, String region, String accessKey) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "TrentService.CreateKey")
                .header("Authorization", PlainRequest.authorization(accessKey, region, "kms"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        Matcher answer = ID.matcher(PlainRequest.answer(request));
        if (!answer.find()) {
            throw new IllegalStateException("%s made no KMS key".formatted(endpoint));
        }
        return answer.group(1);
    }
}
