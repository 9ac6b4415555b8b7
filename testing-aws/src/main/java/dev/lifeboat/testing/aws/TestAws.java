package dev.lifeboat.testing.aws;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An AWS that answers over HTTP on this machine: LocalStack in Docker, LocalStack from its Python package, or moto's
 * server, whichever of these can be had first; with {@code -Dlifeboat.aws=moto}, the first whose name holds that word. Where
 * none can be had, whatever asks for it fails.
 *
 * <p>One is started for the tests of a module when the first of them asks, and ends with the process that runs them,
 * however that ends. Tests keep apart by buckets of their own.
 */
public final class TestAws {
    /** What every request to it may be signed with. */
    public static final String ACCESS_KEY = "lifeboat-test";

    /** The secret that belongs to it, which protects nothing. */
    public static final String SECRET_KEY = "lifeboat-test-secret";

    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    private static final List<Emulator> ORDER =
            List.of(new DockerLocalStack(), new PythonLocalStack(), new MotoServer());
    private static final String WANTED = System.getProperty("lifeboat.aws", "");
    private static final AtomicLong BUCKETS = new AtomicLong();
    private static @Nullable TestAws shared;
    private static @Nullable TestAws moto;

    private final Emulator emulator;
    private final URI endpoint;
    private final S3Client s3;

    private TestAws(Emulator emulator, URI endpoint) {
        this.emulator = emulator;
        this.endpoint = endpoint;
        this.s3 = client(endpoint);
    }

    /** The one that all tests of this process share; says on standard output which it is when it starts. */
    public static synchronized TestAws shared() {
        if (shared == null) {
            shared = start(ORDER.stream()
                    .filter(emulator -> emulator.name().contains(WANTED))
                    .toList());
            announce(shared.toString());
        }
        return shared;
    }

    /** moto's server, for services that LocalStack lacks, such as ECS; one for all tests of this process. */
    public static synchronized TestAws moto() {
        if (moto == null) {
            moto = start(List.of(new MotoServer()));
        }
        return moto;
    }

    /** Starts the first that can be had. */
    static TestAws start(List<Emulator> order) {
        List<String> reasons = new ArrayList<>();
        for (Emulator emulator : order) {
            try {
                return new TestAws(emulator, emulator.start());
            } catch (EmulatorUnavailableException e) {
                reasons.add("%s: %s".formatted(emulator.name(), e.getMessage()));
            }
        }
        throw new AssertionError("there is no AWS to test against:\n    " + String.join("\n    ", reasons));
    }

    @SuppressWarnings("SystemOut") // whoever reads the log of a build wants to know what answered
    private static void announce(String which) {
        System.out.println("AWS of these tests: " + which);
    }

    /** Where it listens, such as {@code http://127.0.0.1:34567}. */
    public URI endpoint() {
        return endpoint;
    }

    public String region() {
        return Region.EU_CENTRAL_1.id();
    }

    /** Whether it confirms CRC-32C, as AWS does. */
    public boolean confirmsChecksums() {
        return emulator.confirmsChecksums();
    }

    /** Whether it tells when an upload in parts began, as AWS does. */
    public boolean datesUploads() {
        return emulator.datesUploads();
    }

    /** A client for what tests prepare and look at. */
    public S3Client s3() {
        return s3;
    }

    /** A new empty bucket. */
    public String newBucket() {
        String bucket = newName();
        s3.createBucket(request -> request.bucket(bucket));
        return bucket;
    }

    /** A new empty bucket that keeps versions. */
    public String newVersionedBucket() {
        String bucket = newBucket();
        keepVersions(bucket);
        return bucket;
    }

    /** Lets a bucket keep versions from now on. */
    public void keepVersions(String bucket) {
        s3.putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    }

    /** The identifier of a new key of its KMS. */
    public String newKmsKey() {
        return KmsKeys.create(endpoint, region(), ACCESS_KEY);
    }

    /** The identifier of a subnet of the VPC that every account has. */
    public String subnet() {
        return Subnets.first(endpoint, region(), ACCESS_KEY);
    }

    /** The name of a new secret of its Secrets Manager. */
    public String newSecret(String text) {
        String name = newName();
        try (SecretsManagerClient client = secrets()) {
            client.createSecret(request -> request.name(name).secretString(text));
        }
        return name;
    }

    /** The name of a new secret that is bytes rather than text. */
    public String newBinarySecret(byte[] bytes) {
        String name = newName();
        try (SecretsManagerClient client = secrets()) {
            client.createSecret(request -> request.name(name).secretBinary(SdkBytes.fromByteArray(bytes)));
        }
        return name;
    }

    /** A new topic of its SNS. */
    public TestTopic newTopic() {
        return TestTopic.create(this, sns(region()), newName());
    }

    /** A topic that is there, in a region. */
    public TestTopic topic(String region, String arn) {
        return TestTopic.at(this, sns(region), arn);
    }

    private SnsClient sns(String region) {
        return SnsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    /** A new queue of its SQS. */
    public Queue newQueue() {
        return Queue.create(sqs(region()), newName());
    }

    /** A queue that is there, in a region. */
    public Queue queue(String region, String url) {
        return Queue.at(sqs(region), url);
    }

    /** Its CloudWatch, in a region. */
    public CloudWatch cloudWatch(String region) {
        return new CloudWatch(endpoint, region, ACCESS_KEY);
    }

    /** Lets its EventBridge, in a region, have an event of a service of AWS, which that hands to the targets of its rules. */
    public void sendEvent(String region, String event) {
        SentEvent.send(endpoint, region, ACCESS_KEY, event);
    }

    private SqsClient sqs(String region) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    /** A new empty bucket that keeps versions and can lock them. */
    public String newLockingBucket() {
        String bucket = newName();
        s3.createBucket(request -> request.bucket(bucket).objectLockEnabledForBucket(true));
        return bucket;
    }

    private static String newName() {
        return "lifeboat-test-" + BUCKETS.incrementAndGet();
    }

    private S3Client client(URI address) {
        return S3Client.builder()
                .endpointOverride(address)
                .region(Region.of(region()))
                .forcePathStyle(true)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private SecretsManagerClient secrets() {
        return SecretsManagerClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region()))
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    @Override
    public String toString() {
        return "%s at %s".formatted(emulator.name(), endpoint);
    }
}
