package dev.lifeboat.aws;

import java.util.List;

/**
 * What runs as a worker on Fargate, and where.
 *
 * @param cluster name or ARN
 * @param definition family, family and revision, or ARN, of a task definition with a container named {@code worker}
 * @param subnets one at least
 * @param publicIp whether it gets one, as it needs in a public subnet to reach anything
 */
public record FargateTask(
        String cluster, String definition, List<String> subnets, List<String> securityGroups, boolean publicIp) {
    public FargateTask {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        if (subnets.isEmpty()) {
            throw new IllegalArgumentException("a task without a subnet");
        }
    }
}
