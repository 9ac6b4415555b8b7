package dev.lifeboat.lambda;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.aws.TestTopic;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.verify.MadeUpShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Where a function is tried as it is deployed: its jar, an AWS of its own with a bucket, the source {@code shop} in that
 * bucket, and the variables that every function has. What only some have, a test sets.
 */
public final class FunctionRoom {
    /** The bucket that sample events name, for which the room's own is put in. */
    public static final String BUCKET_OF_EVENTS = "lifeboat-backups-111122223333-eu-central-1";

    /** By its first line, the request that publishes an alert; nothing else that functions ask of SNS, or so, has that path. */
    public static final String PUBLISHING = "POST / .*";

    /** The same of the one that notes in the catalog that people were told. */
    public static final String NOTING = "PUT /[^/]+/production/shop/alerts/.*";

    static {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
    }

    private final String function;
    private final String handler;
    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newVersionedBucket();
    private final S3Store store;
    private final MadeUpShop shop;
    private final Map<String, String> environment;

    /**
     * Prepares it; starts nothing yet.
     *
     * @param function its name, such as {@code freshness-check}: that of its module, its jar and its folder of events
     */
    public FunctionRoom(String function, Class<?> handler) {
        this.function = function;
        this.handler = handler.getName();
        store = storeIn(bucket + "/production");
        shop = new MadeUpShop(store);
        environment = new HashMap<>(Map.of(
                "AWS_REGION",
                aws.region(),
                "AWS_ACCESS_KEY_ID",
                TestAws.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                TestAws.SECRET_KEY,
                "AWS_ENDPOINT_URL",
                aws.endpoint().toString(),
                "LIFEBOAT_PATH_STYLE",
                "true",
                "LIFEBOAT_STORE",
                store.location(),
                "LIFEBOAT_SOURCE",
                "shop",
                "LIFEBOAT_OWNER",
                shop.pin().owner().value()));
    }

    public TestAws aws() {
        return aws;
    }

    /** Where the store is, below the prefix {@code production}. */
    public String bucket() {
        return bucket;
    }

    public S3Store store() {
        return store;
    }

    public MadeUpShop shop() {
        return shop;
    }

    /** Makes a bucket, or {@code bucket/prefix}, a store. */
    public S3Store storeIn(String place) {
        S3Settings settings = new S3Settings(
                Optional.of(aws.endpoint()),
                true,
                Optional.of(aws.region()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                S3Settings.DEFAULT.limits());
        return S3Store.initialize(S3Location.parse("s3://" + place), settings);
    }

    /** Replaces an object of the store, as somebody can who may delete versions: what is merely put over one is not read. */
    public void replace(String key, byte[] bytes) {
        String name = "production/" + key;
        aws.s3()
                .listObjectVersions(request -> request.bucket(bucket).prefix(name))
                .versions()
                .forEach(version -> aws.s3()
                        .deleteObject(
                                request -> request.bucket(bucket).key(name).versionId(version.versionId())));
        aws.s3().putObject(request -> request.bucket(bucket).key(name), RequestBody.fromBytes(bytes));
    }

    /** Deletes an object of the store as one does who names no version: a marker lies over it then. */
    public void hide(String key) {
        aws.s3().deleteObject(request -> request.bucket(bucket).key("production/" + key));
    }

    /** Puts a proxy on the way from the functions that are started from now on to their AWS. */
    public FaultyProxy proxied() {
        FaultyProxy proxy = FaultyProxy.before(aws.endpoint());
        set("AWS_ENDPOINT_URL", proxy.endpoint().toString());
        return proxy;
    }

    /** Sets a variable of the functions that are started from now on. */
    public FunctionRoom set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public FunctionRoom unset(String name) {
        environment.remove(name);
        return this;
    }

    /** Gives the function a topic, LIFEBOAT_TOPIC. */
    public TestTopic topic() {
        TestTopic topic = aws.newTopic();
        set("LIFEBOAT_TOPIC", topic.arn());
        return topic;
    }

    /** Gives the function a topic, and the queue that gets what it publishes. */
    public Queue alerts() {
        return topic().subscribe();
    }

    public Path jar() {
        return Path.of("target", "lifeboat-%s.jar".formatted(function));
    }

    public PackagedFunction start() {
        return PackagedFunction.start(jar(), handler, environment);
    }

    /** The same of a function that has so much time for each event. */
    public PackagedFunction start(Duration limit) {
        return PackagedFunction.start(jar(), handler, environment, limit);
    }

    /** A sample event of AWS, whole; only the bucket has another name in the AWS of the tests. */
    public String event(String name) {
        Path file = Path.of("..", "..", "events", function, name + ".json");
        try {
            return Files.readString(file).replace(BUCKET_OF_EVENTS, bucket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a function that is started for it returns of a sample event. */
    public String result(String event) {
        try (PackagedFunction started = start()) {
            return started.result(event(event));
        }
    }

    /** How a function that is started for it fails at a sample event; it has written no key by then. */
    public Invocation.Failed failure(String event) {
        try (PackagedFunction started = start()) {
            Invocation.Failed failed = started.failure(event(event));
            if (started.log().contains("PRIVATE KEY")) {
                throw new AssertionError("a private key is in the log: " + started.log());
            }
            return failed;
        }
    }

    /** That a function failed with an error of Lifeboat's. */
    public static Invocation.Failed failed(String text) {
        return new Invocation.Failed(FunctionFailedException.class.getName(), text);
    }
}
