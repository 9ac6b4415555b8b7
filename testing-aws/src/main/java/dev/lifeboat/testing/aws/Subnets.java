package dev.lifeboat.testing.aws;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Subnets of an emulator's EC2, found by the one request that tests need of it, without a client of its own. */
final class Subnets {
    private static final Pattern ID = Pattern.compile("<subnetId>([^<]+)</subnetId>");

    private Subnets() {}

    static String first(URI endpoint, String region, String accessKey) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", PlainRequest.authorization(accessKey, region, "ec2"))
                .POST(HttpRequest.BodyPublishers.ofString("Action=DescribeSubnets&Version=2016-11-15"))
                .build();
        Matcher answer = ID.matcher(PlainRequest.answer(request));
        if (!answer.find()) {
            throw new IllegalStateException("%s knows no subnet".formatted(endpoint));
        }
        return answer.group(1);
    }
}
