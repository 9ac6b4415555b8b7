package dev.lifeboat.testing.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Statements that are evaluated together, as IAM does it for calls within one account: those of a role, and those of what it
 * calls.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy evaluation
 *     logic</a>
 */
public record Policies(List<PolicyStatement> statements) {
    public Policies {
        statements = List.copyOf(statements);
    }

    /** Of one document, as JSON; names in it are resolved. */
    public static Policies of(JsonNode document) {
        return new Policies(
                elements(document.path("Statement")).map(PolicyStatement::of).toList());
    }

    /** These and others. */
    public Policies and(Policies others) {
        List<PolicyStatement> all = new ArrayList<>(statements);
        all.addAll(others.statements());
        return new Policies(all);
    }

    /** Decides a call; who makes it is a matter of its context, {@code aws:PrincipalArn}. */
    public Decision decide(AwsCall call) {
        List<PolicyStatement> about =
                statements.stream().filter(statement -> statement.isAbout(call)).toList();
        if (about.stream().anyMatch(statement -> !statement.allows())) {
            return Decision.DENIED;
        }
        return about.isEmpty() ? Decision.NOT_ALLOWED : Decision.ALLOWED;
    }

    static Stream<JsonNode> elements(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
    }
}
