package dev.lifeboat.testing.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * One statement of a policy.
 *
 * @param principals empty in a role's policy; {@code *}, or ARNs and services
 */
public record PolicyStatement(
        String sid,
        boolean allows,
        List<String> principals,
        List<String> actions,
        List<String> resources,
        List<PolicyCondition> conditions) {
    private static final Set<String> KNOWN = Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

    static PolicyStatement of(JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new AssertionError("%s of a statement is not evaluated here".formatted(name));
            }
        });
        return new PolicyStatement(
                json.path("Sid").asText(),
                json.path("Effect").asText().equals("Allow"),
                principals(json.path("Principal")),
                texts(json.path("Action")),
                json.has("Resource") ? texts(json.path("Resource")) : List.of("*"),
                PolicyCondition.all(json.path("Condition")));
    }

    private static List<String> principals(JsonNode json) {
        if (json.isObject()) {
            return json.valueStream()
                    .flatMap(Policies::elements)
                    .map(JsonNode::asText)
                    .toList();
        }
        return json.isMissingNode() ? List.of() : List.of(json.asText());
    }

    private static List<String> texts(JsonNode json) {
        return Policies.elements(json).map(JsonNode::asText).toList();
    }

    boolean isAbout(AwsCall call) {
        return actions.stream().anyMatch(action -> Wildcard.matchesAction(action, call.action()))
                && resources.stream().anyMatch(resource -> Wildcard.matches(resource, call.resource()))
                && namesCaller(call)
                && conditions.stream().allMatch(condition -> condition.holds(call.context()));
    }

    private boolean namesCaller(AwsCall call) {
        return principals.isEmpty()
                || principals.contains("*")
                || principals.contains(call.context().getOrDefault("aws:PrincipalArn", ""));
    }
}
