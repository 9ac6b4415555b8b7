package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made in a VPC, and what one has to ask for. */
class NetworkTest {
    private static final Set<String> OF_SECRETS = Set.of("SecretsEndpoint", "SecretsEndpointSecurityGroup");

    private final Stack stack = Stack.of(Parameters.primary());

    private static Stack without(String... parameters) {
        Map<String, String> rest = Parameters.primary();
        for (String parameter : parameters) {
            rest.remove(parameter);
        }
        return Stack.of(rest);
    }

    /** The kind that costs nothing, which is but a route. */
    @Test
    void s3IsReachedByAGateway() {
        JsonNode endpoint = stack.properties("S3Endpoint");
        assertThat(endpoint.path("VpcEndpointType").asText()).isEqualTo("Gateway");
        assertThat(endpoint.path("ServiceName").asText()).isEqualTo("com.amazonaws.eu-central-1.s3");
        assertThat(endpoint.path("VpcId").asText()).isEqualTo("vpc-0a1b2c3d");
        assertThat(endpoint.path("RouteTableIds")).extracting(JsonNode::asText).containsExactly("rtb-0a");
        assertThat(endpoint.has("SubnetIds")).isFalse();
    }

    /** Under the service's own name, since the worker knows no other. */
    @Test
    void secretsManagerIsReachedByAnInterfaceWithItsOwnName() {
        JsonNode endpoint = stack.properties("SecretsEndpoint");
        assertThat(endpoint.path("VpcEndpointType").asText()).isEqualTo("Interface");
        assertThat(endpoint.path("ServiceName").asText()).isEqualTo("com.amazonaws.eu-central-1.secretsmanager");
        assertThat(endpoint.path("PrivateDnsEnabled").asBoolean()).isTrue();
        assertThat(endpoint.path("SubnetIds")).extracting(JsonNode::asText).containsExactly("subnet-0a", "subnet-0b");
        assertThat(endpoint.path("SecurityGroupIds"))
                .extracting(JsonNode::asText)
                .containsExactly("secretsendpointsecuritygroup");
        assertThat(stack.properties("SecretsEndpointSecurityGroup").path("SecurityGroupIngress"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.path("FromPort").asInt()).isEqualTo(443));
    }

    @Test
    void endpointsAreMadeOnlyWhereOneAsksForThem() {
        assertThat(without("RouteTableIds").resources())
                .doesNotContainKey("S3Endpoint")
                .containsKeys("SecretsEndpoint", "WorkerSecurityGroup");
        assertThat(without("SecretsManagerEndpoint").resources())
                .doesNotContainKeys(OF_SECRETS.toArray(String[]::new))
                .containsKeys("S3Endpoint", "WorkerSecurityGroup");
        for (Stack outside : new Stack[] {without("VpcId"), without("WorkerImage")}) {
            assertThat(outside.resources())
                    .doesNotContainKeys(OF_SECRETS.toArray(String[]::new))
                    .doesNotContainKeys("S3Endpoint", "WorkerSecurityGroup", "DatabaseLetsWorkerIn");
            assertThat(outside.outputs()).doesNotContainKey("WorkerSecurityGroup");
        }
    }

    @Test
    void workerReachesTheDatabaseAtItsPort() {
        Map<String, String> parameters = Parameters.primary();
        parameters.put("DatabasePort", "6432");
        Stack other = Stack.of(parameters);
        JsonNode in = other.properties("DatabaseLetsWorkerIn");
        assertThat(in.path("FromPort").asInt()).isEqualTo(6432);
        assertThat(in.path("ToPort").asInt()).isEqualTo(6432);
        assertThat(in.path("GroupId").asText()).isEqualTo("sg-0a1b2c3d");
        assertThat(in.path("SourceSecurityGroupId").asText()).isEqualTo("workersecuritygroup");
        assertThat(other.properties("WorkerSecurityGroup").path("SecurityGroupEgress"))
                .extracting(rule -> rule.path("ToPort").asInt())
                .containsExactly(443, 6432);
        assertThat(without("DatabaseSecurityGroup").resources()).doesNotContainKey("DatabaseLetsWorkerIn");
    }
}
