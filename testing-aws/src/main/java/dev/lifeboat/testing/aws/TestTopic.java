package dev.lifeboat.testing.aws;

import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;

/** A topic of SNS to which queues subscribe. */
public final class TestTopic {
    private final TestAws aws;
    private final SnsClient client;
    private final String arn;

    private TestTopic(TestAws aws, SnsClient client, String arn) {
        this.aws = aws;
        this.client = client;
        this.arn = arn;
    }

    static TestTopic create(TestAws aws, SnsClient client, String name) {
        return new TestTopic(
                aws, client, client.createTopic(request -> request.name(name)).topicArn());
    }

    static TestTopic at(TestAws aws, SnsClient client, String arn) {
        return new TestTopic(aws, client, arn);
    }

    public String arn() {
        return arn;
    }

    /** A new queue that gets whatever is published from now on. */
    public Queue subscribe() {
        return subscribe(Map.of());
    }

    /**
     * A new queue that gets a part of it.
     *
     * @param policy a filter of SNS over attributes, such as {@code {"severity": ["critical"]}}
     */
    public Queue subscribeTo(String policy) {
        return subscribe(Map.of("FilterPolicy", policy));
    }

    private Queue subscribe(Map<String, String> attributes) {
        Queue queue = aws.newQueue();
        client.subscribe(request ->
                request.topicArn(arn).protocol("sqs").endpoint(queue.arn()).attributes(attributes));
        return queue;
    }

    /** Removes it, after which nothing can be published to it. */
    public void delete() {
        client.deleteTopic(request -> request.topicArn(arn));
    }
}
