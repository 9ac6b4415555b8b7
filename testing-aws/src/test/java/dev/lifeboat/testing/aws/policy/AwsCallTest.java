package dev.lifeboat.testing.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.testing.aws.SentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsCallTest {
    private static SentRequest request(String line, Map<String, String> headers) {
        return new SentRequest(line + " HTTP/1.1", headers, "");
    }

    @Test
    void objectIsMadeByOneRequestOrByTheLastOfSeveral() {
        AwsCall creating = new AwsCall(
                "s3:PutObject",
                "arn:aws:s3:::vault/shop/a b",
                Map.of("s3:ObjectCreationOperation", "true", "s3:if-none-match", "*"));
        Map<String, String> onlyIfNone = Map.of("if-none-match", "*");
        assertThat(AwsCall.of(request("PUT /vault/shop/a%20b", onlyIfNone))).containsExactly(creating);
        assertThat(AwsCall.of(request("POST /vault/shop/a%20b?uploadId=1", onlyIfNone)))
                .containsExactly(creating);
        AwsCall part = new AwsCall(
                "s3:PutObject", "arn:aws:s3:::vault/shop/a b", Map.of("s3:ObjectCreationOperation", "false"));
        assertThat(AwsCall.of(request("PUT /vault/shop/a%20b?partNumber=1&uploadId=1", Map.of())))
                .containsExactly(part);
        assertThat(AwsCall.of(request("POST /vault/shop/a%20b?uploads", Map.of())))
                .containsExactly(part);
    }

    /** Made by one request, copied, or begun in parts: the lock comes with what begins. */
    @Test
    void lockIsARightOfItsOwn() {
        Map<String, String> lock = Map.of(
                "x-amz-object-lock-mode",
                "GOVERNANCE",
                "x-amz-object-lock-retain-until-date",
                Instant.now().plus(Duration.ofDays(30)).toString());
        String days = "s3:object-lock-remaining-retention-days";
        AwsCall locking = new AwsCall("s3:PutObjectRetention", "arn:aws:s3:::vault/shop/a").with(days, "30");
        for (String line : List.of("PUT /vault/shop/a", "POST /vault/shop/a?uploads")) {
            assertThat(AwsCall.of(request(line, lock)))
                    .hasSize(2)
                    .contains(locking)
                    .first()
                    .returns("s3:PutObject", AwsCall::action)
                    .extracting(call -> call.context().get(days))
                    .isEqualTo("30");
        }
    }

    @Test
    void copyReadsItsOriginal() {
        assertThat(AwsCall.of(request("PUT /copies/shop/a", Map.of("x-amz-copy-source", "vault/shop/a?versionId=7"))))
                .extracting(AwsCall::action, AwsCall::resource)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s3:PutObject", "arn:aws:s3:::copies/shop/a"),
                        org.assertj.core.groups.Tuple.tuple("s3:GetObjectVersion", "arn:aws:s3:::vault/shop/a"));
    }

    @Test
    void listingReadingAndDeletingAreToldApart() {
        Map<String, String> actions = Map.of(
                "GET /vault?list-type=2&prefix=shop%2F", "s3:ListBucket",
                "GET /vault?versions&prefix=shop%2F", "s3:ListBucketVersions",
                "HEAD /vault/shop/a", "s3:GetObject",
                "GET /vault/shop/a?versionId=7", "s3:GetObjectVersion",
                "DELETE /vault/shop/a", "s3:DeleteObject",
                "DELETE /vault/shop/a?versionId=7", "s3:DeleteObjectVersion",
                "DELETE /vault/shop/a?uploadId=7", "s3:AbortMultipartUpload");
        actions.forEach((line, action) ->
                assertThat(AwsCall.of(request(line, Map.of()))).singleElement().returns(action, AwsCall::action));
    }

    @Test
    void otherServicesAreKnownByTheirHeadersAndForms() {
        SentRequest secret = new SentRequest(
                "POST / HTTP/1.1",
                Map.of("x-amz-target", "secretsmanager.GetSecretValue"),
                "{\"SecretId\":\"shop/copy\"}");
        assertThat(AwsCall.of(secret))
                .containsExactly(new AwsCall("secretsmanager:GetSecretValue", "shop/copy", Map.of()));
        SentRequest alert = new SentRequest(
                "POST / HTTP/1.1", Map.of(), "Action=Publish&TopicArn=arn%3Aaws%3Asns%3A%3A1%3Aalerts&Message=x");
        assertThat(AwsCall.of(alert)).containsExactly(new AwsCall("sns:Publish", "arn:aws:sns::1:alerts", Map.of()));
        assertThat(AwsCall.of(request("POST /2015-03-31/functions/worker/invocations", Map.of())))
                .containsExactly(new AwsCall("lambda:InvokeFunction", "worker", Map.of()));
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThatThrownBy(() -> AwsCall.of(request("PUT /vault?acl", Map.of())))
                .isInstanceOf(AssertionError.class);
    }
}
