package dev.lifeboat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What AWS would call the resources of a stack.
 *
 * @param types of the resources, by their names in the template
 * @param chosen names that a test wants, by names in the template; others are called as the template does
 */
record Names(Map<String, String> types, Map<String, String> chosen) {
    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-central-1";
    static final String STACK = "lifeboat";
    private static final String HERE = "%s:%s".formatted(REGION, ACCOUNT);

    static Map<String, JsonNode> pseudo(com.fasterxml.jackson.databind.node.JsonNodeFactory json) {
        return Map.of(
                "AWS::AccountId", json.textNode(ACCOUNT),
                "AWS::Region", json.textNode(REGION),
                "AWS::StackName", json.textNode(STACK),
                "AWS::Partition", json.textNode("aws"));
    }

    private String name(String resource) {
        return chosen.getOrDefault(resource, resource.toLowerCase(java.util.Locale.ROOT));
    }

    /** What {@code Ref} gives. */
    String reference(String resource) {
        return switch (type(resource)) {
            case "AWS::SNS::Topic", "AWS::IAM::ManagedPolicy", "AWS::ECS::TaskDefinition" -> arn(resource);
            case "AWS::SQS::Queue" -> "https://sqs.%s.amazonaws.com/%s/%s".formatted(REGION, ACCOUNT, name(resource));
            default -> name(resource);
        };
    }

    /** What {@code Fn::GetAtt} gives. */
    String attribute(String resource, String attribute) {
        return attribute.equals("Arn") ? arn(resource) : name(resource);
    }

    private String arn(String resource) {
        String name = name(resource);
        if (name.startsWith("arn:")) {
            return name;
        }
        return switch (type(resource)) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
            case "AWS::Lambda::Function" -> "arn:aws:lambda:%s:function:%s".formatted(HERE, name);
            case "AWS::IAM::Role" -> "arn:aws:iam::%s:role/lifeboat/%s/%s".formatted(ACCOUNT, STACK, name);
            case "AWS::IAM::ManagedPolicy" ->
                "arn:aws:iam::%s:policy/lifeboat/%s/%s".formatted(ACCOUNT, STACK, resource);
            case "AWS::SNS::Topic" -> "arn:aws:sns:%s:%s".formatted(HERE, name);
            case "AWS::SQS::Queue" -> "arn:aws:sqs:%s:%s".formatted(HERE, name);
            case "AWS::KMS::Key" -> "arn:aws:kms:%s:key/%s".formatted(HERE, name);
            case "AWS::Logs::LogGroup" -> "arn:aws:logs:%s:log-group:%s:*".formatted(HERE, name);
            case "AWS::ECS::Cluster" -> "arn:aws:ecs:%s:cluster/%s".formatted(HERE, name);
            case "AWS::ECS::TaskDefinition" -> "arn:aws:ecs:%s:task-definition/%s:1".formatted(HERE, name);
            case "AWS::Events::Rule" -> "arn:aws:events:%s:rule/%s".formatted(HERE, name);
            case "AWS::Scheduler::ScheduleGroup" -> "arn:aws:scheduler:%s:schedule-group/%s".formatted(HERE, name);
            default -> throw new AssertionError("the ARN of a %s is not known".formatted(type(resource)));
        };
    }

    private String type(String resource) {
        String type = types.get(resource);
        if (type == null) {
            throw new AssertionError("%s is no resource of this stack".formatted(resource));
        }
        return type;
    }
}
