package dev.lifeboat.deployment;

import java.util.HashMap;
import java.util.Map;

/** Parameters of stacks as people deploy them. */
final class Parameters {
    static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/lifeboat:1";
    static final String OWNER = "848381EB0911A6AE2F34B6A02B6CE674ACB67EBE";
    static final String OFFSITE = "lifeboat-offsite-444455556666";
    static final String COPY_ROLE = "arn:aws:iam::444455556666:role/lifeboat/lifeboat/copy";
    static final String CHECK_ROLE = "arn:aws:iam::444455556666:role/lifeboat/lifeboat/check";

    private Parameters() {}

    static String secret(String name) {
        return "arn:aws:secretsmanager:eu-central-1:111122223333:secret:%s-AbCdEf".formatted(name);
    }

    static String key(String name) {
        return "arn:aws:kms:eu-central-1:111122223333:key/" + name;
    }

    /** The first deployment, before the keys are made. */
    static Map<String, String> first() {
        return new HashMap<>(Map.of("Role", "primary"));
    }

    /** Backups by function and by task, in a VPC, copied off-site, with everything that is an option. */
    static Map<String, String> primary() {
        Map<String, String> parameters = first();
        parameters.putAll(Map.of(
                "OwnerFingerprint", OWNER,
                "WorkerImage", IMAGE,
                "DatabaseSecretArn", secret("database"),
                "BackupKeySecretArn", secret("backup"),
                "CatalogKeySecretArn", secret("catalog"),
                "CopyKeySecretArn", secret("copy"),
                "SecretsKmsKeyArn", key("secrets"),
                "OffsiteBucket", OFFSITE,
                "OffsiteRegion", "eu-west-1",
                "OffsiteKmsKeyArn", key("offsite")));
        parameters.putAll(Map.of(
                "VpcId", "vpc-0a1b2c3d",
                "SubnetIds", "subnet-0a,subnet-0b",
                "DatabaseSecurityGroup", "sg-0a1b2c3d",
                "RouteTableIds", "rtb-0a",
                "SecretsManagerEndpoint", "yes",
                "AlertEmail", "operations@example.com",
                "IncrementalSchedule", "cron(0 6,12,18 * * ? *)",
                "BucketKmsKeyArn", key("bucket"),
                "ColdAfterDays", "30",
                "LogBucket", "access-logs"));
        return parameters;
    }

    /** The copies, in another account. */
    static Map<String, String> offsite() {
        return new HashMap<>(Map.of(
                "Role", "offsite",
                "OwnerFingerprint", OWNER,
                "CopyRoleArn", COPY_ROLE,
                "CheckRoleArn", CHECK_ROLE));
    }
}
