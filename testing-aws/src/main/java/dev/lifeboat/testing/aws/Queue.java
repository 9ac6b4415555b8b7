package dev.lifeboat.testing.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue of SQS from which tests take what others put there. What was taken is gone from it. */
public final class Queue {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int MOST_AT_ONCE = 10;

    private final SqsClient client;
    private final String url;

    private Queue(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    static Queue create(SqsClient client, String name) {
        return new Queue(
                client, client.createQueue(request -> request.queueName(name)).queueUrl());
    }

    static Queue at(SqsClient client, String url) {
        return new Queue(client, url);
    }

    public String url() {
        return url;
    }

    public String arn() {
        return Objects.requireNonNull(
                client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN));
    }

    /** Puts a message into it. */
    public void put(String body) {
        client.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }

    /** Takes so many messages; fails if they do not come within 20 seconds. */
    public List<String> take(int count) {
        List<String> bodies = new ArrayList<>();
        Instant end = Instant.now().plus(LONGEST_WAIT);
        while (bodies.size() < count) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("%d messages were expected in %s, came: %s".formatted(count, url, bodies));
            }
            bodies.addAll(received(1, Math.min(MOST_AT_ONCE, count - bodies.size())));
        }
        return bodies;
    }

    /** Takes whatever comes, until for a second nothing does. */
    public List<String> takeAll() {
        List<String> bodies = new ArrayList<>();
        for (List<String> some = received(1, MOST_AT_ONCE); !some.isEmpty(); some = received(1, MOST_AT_ONCE)) {
            bodies.addAll(some);
        }
        return bodies;
    }

    /** The same as {@link #take} of a queue that is subscribed to a topic. */
    public List<Notice> notices(int count) {
        return take(count).stream().map(Notice::of).toList();
    }

    /** The one message that comes from a topic; fails if none comes, or a second one does. */
    public Notice notice() {
        List<String> first = take(1);
        List<String> more = takeAll();
        if (!more.isEmpty()) {
            throw new AssertionError("one message was expected in %s, came: %s and %s".formatted(url, first, more));
        }
        return Notice.of(first.getFirst());
    }

    private List<String> received(int seconds, int most) {
        List<Message> messages = client.receiveMessage(request ->
                        request.queueUrl(url).waitTimeSeconds(seconds).maxNumberOfMessages(most))
                .messages();
        messages.forEach(message ->
                client.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle())));
        return messages.stream().map(Message::body).toList();
    }
}
