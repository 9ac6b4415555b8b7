package dev.lifeboat.testing.aws.policy;

import dev.lifeboat.testing.aws.SentRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Requests to S3, with the bucket at the beginning of the path.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Actions, resources, and
 *     condition keys for Amazon S3</a>
 */
record S3Calls(SentRequest request, String method, String bucket, String key, Map<String, String> query) {
    private static final String ARN = "arn:aws:s3:::";
    private static final String VERSION = "versionId";

    static List<AwsCall> of(SentRequest request) {
        String[] line = request.line().split(" ", -1);
        URI address = URI.create(line[1]);
        String[] path = address.getPath().substring(1).split("/", 2);
        S3Calls calls = new S3Calls(request, line[0], path[0], path.length < 2 ? "" : path[1], query(address));
        return calls.key.isEmpty() ? List.of(calls.ofBucket()) : calls.ofObject();
    }

    private static Map<String, String> query(URI address) {
        String text = address.getRawQuery();
        return text == null
                ? Map.of()
                : Arrays.stream(text.split("&", -1))
                        .map(field -> field.split("=", 2))
                        .collect(Collectors.toMap(
                                field -> field[0], field -> field.length < 2 ? "" : decoded(field[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private boolean asks(String what) {
        return query.containsKey(what);
    }

    private AwsCall ofBucket() {
        String action = switch (method) {
            case "GET", "HEAD" -> reading();
            case "PUT" -> query.isEmpty() ? "s3:CreateBucket" : unknown();
            case "DELETE" -> query.isEmpty() ? "s3:DeleteBucket" : unknown();
            default -> unknown();
        };
        return new AwsCall(action, ARN + bucket);
    }

    private String reading() {
        if (asks("versions")) {
            return "s3:ListBucketVersions";
        }
        if (asks("uploads")) {
            return "s3:ListBucketMultipartUploads";
        }
        if (asks("versioning")) {
            return "s3:GetBucketVersioning";
        }
        return query.isEmpty() || asks("list-type") ? "s3:ListBucket" : unknown();
    }

    private String unknown() {
        throw new AssertionError("it is not known what policies call " + request.line());
    }

    private List<AwsCall> ofObject() {
        return switch (method) {
            case "GET", "HEAD" -> List.of(object(readingObject()));
            case "PUT" -> writing();
            case "POST" -> asks("uploads") ? beginning() : List.of(creating("s3:PutObject"));
            case "DELETE" -> List.of(object(deleting()));
            default -> throw new AssertionError("it is not known what policies call " + request.line());
        };
    }

    private String readingObject() {
        if (asks("uploadId")) {
            return "s3:ListMultipartUploadParts";
        }
        if (asks("retention")) {
            return "s3:GetObjectRetention";
        }
        if (asks("legal-hold")) {
            return "s3:GetObjectLegalHold";
        }
        return asks(VERSION) ? "s3:GetObjectVersion" : "s3:GetObject";
    }

    private String deleting() {
        if (asks("uploadId")) {
            return "s3:AbortMultipartUpload";
        }
        return asks(VERSION) ? "s3:DeleteObjectVersion" : "s3:DeleteObject";
    }

    /** What begins an upload in parts brings the lock that the object gets; what ends it brings the condition. */
    private List<AwsCall> beginning() {
        List<AwsCall> calls = new ArrayList<>(List.of(locked(part("s3:PutObject"))));
        locking().ifPresent(calls::add);
        return List.copyOf(calls);
    }

    private List<AwsCall> writing() {
        if (asks("retention")) {
            return List.of(object("s3:PutObjectRetention"));
        }
        List<AwsCall> calls = new ArrayList<>();
        calls.add(asks("partNumber") ? part("s3:PutObject") : locked(creating("s3:PutObject")));
        request.header("x-amz-copy-source").map(S3Calls::original).ifPresent(calls::add);
        locking().ifPresent(calls::add);
        return List.copyOf(calls);
    }

    /** Who stores an object with a lock needs the right to lock besides. */
    private Optional<AwsCall> locking() {
        return request.header("x-amz-object-lock-mode").map(mode -> locked(object("s3:PutObjectRetention")));
    }

    private AwsCall locked(AwsCall call) {
        return request.header("x-amz-object-lock-retain-until-date")
                .map(until -> call.with("s3:object-lock-remaining-retention-days", days(until)))
                .orElse(call);
    }

    /** What is copied has to be read. */
    private static AwsCall original(String source) {
        String[] parts = decoded(source).split("\\?versionId=", 2);
        String place = parts[0].startsWith("/") ? parts[0].substring(1) : parts[0];
        return new AwsCall(parts.length < 2 ? "s3:GetObject" : "s3:GetObjectVersion", ARN + place);
    }

    private AwsCall object(String action) {
        return new AwsCall(action, ARN + bucket + "/" + key);
    }

    private AwsCall part(String action) {
        return object(action).with("s3:ObjectCreationOperation", "false");
    }

    private AwsCall creating(String action) {
        Map<String, String> context = new HashMap<>();
        context.put("s3:ObjectCreationOperation", "true");
        request.header("if-none-match").ifPresent(value -> context.put("s3:if-none-match", value));
        return new AwsCall(action, ARN + bucket + "/" + key, context);
    }

    private static String days(String until) {
        return Long.toString(Duration.between(Instant.now(), Instant.parse(until))
                .plusHours(23)
                .toDays());
    }
}
