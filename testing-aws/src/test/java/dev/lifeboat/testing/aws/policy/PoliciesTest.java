package dev.lifeboat.testing.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final AwsCall READ = new AwsCall("s3:GetObject", "arn:aws:s3:::vault/shop/trust/000001.json.asc");
    private static final AwsCall WRITE =
            new AwsCall("s3:PutObject", "arn:aws:s3:::vault/shop/backups/x").with("s3:ObjectCreationOperation", "true");

    private static Policies policies(String statements) throws Exception {
        return Policies.of(new JsonMapper().readTree("{\"Statement\": [%s]}".formatted(statements.replace('\'', '"'))));
    }

    private static Decision decide(String statements, AwsCall call) throws Exception {
        return policies(statements).decide(call);
    }

    @Test
    void whatNoStatementIsAboutIsNotAllowed() throws Exception {
        String writing =
                "{'Effect': 'Allow', 'Action': 's3:PutObject', 'Resource': 'arn:aws:s3:::vault/shop/backups/*'}";
        assertThat(decide(writing, WRITE)).isEqualTo(Decision.ALLOWED);
        assertThat(decide(writing, READ)).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(writing, new AwsCall("s3:PutObject", "arn:aws:s3:::vault/shop/trust/x")))
                .isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void denialCountsWhateverOthersAllow() throws Exception {
        String all = "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}";
        String denial =
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:getObject', 'Resource': 'arn:aws:s3:::va?lt/*'}";
        assertThat(decide(all + "," + denial, READ)).isEqualTo(Decision.DENIED);
        assertThat(decide(all + "," + denial, WRITE)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void objectWithoutItsConditionIsDeniedAndAPartIsNot() throws Exception {
        String policy = """
                {'Effect': 'Allow', 'Action': 's3:PutObject', 'Resource': '*'},
                {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:PutObject', 'Resource': '*',
                 'Condition': {'Null': {'s3:if-none-match': 'true'}, 'Bool': {'s3:ObjectCreationOperation': 'true'}}}""";
        assertThat(decide(policy, WRITE)).isEqualTo(Decision.DENIED);
        assertThat(decide(policy, WRITE.with("s3:if-none-match", "*"))).isEqualTo(Decision.ALLOWED);
        assertThat(decide(policy, WRITE.with("s3:ObjectCreationOperation", "false")))
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void keyThatIsNotSetHoldsOnlyWhereItIsToBeSomethingElse() throws Exception {
        String denial = """
                {'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'},
                {'Effect': 'Deny', 'Action': 's3:GetObject', 'Resource': '*', 'Condition': {%s}}""";
        String arnIsNot = denial.formatted("'ArnNotEquals': {'aws:PrincipalArn': 'arn:aws:iam::1:role/tidy'}");
        assertThat(decide(arnIsNot, READ)).isEqualTo(Decision.DENIED);
        assertThat(decide(arnIsNot, READ.with("aws:PrincipalArn", "arn:aws:iam::1:role/tidy")))
                .isEqualTo(Decision.ALLOWED);
        String arnIsLike = denial.formatted("'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::1:role/lifeboat/*'}");
        assertThat(decide(arnIsLike, READ)).isEqualTo(Decision.ALLOWED);
        assertThat(decide(arnIsLike, READ.with("aws:PrincipalArn", "arn:aws:iam::1:role/lifeboat/copy")))
                .isEqualTo(Decision.DENIED);
        String longLock = denial.formatted("'NumericGreaterThan': {'days': '30'}");
        assertThat(decide(longLock, READ)).isEqualTo(Decision.ALLOWED);
        assertThat(decide(longLock, READ.with("days", "30"))).isEqualTo(Decision.ALLOWED);
        assertThat(decide(longLock, READ.with("days", "31"))).isEqualTo(Decision.DENIED);
    }

    @Test
    void statementForAnotherIsNotAboutTheCaller() throws Exception {
        String policy =
                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:copy'}, 'Action': 's3:GetObject', 'Resource': '*'}";
        assertThat(decide(policy, READ)).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(policy, READ.with("aws:PrincipalArn", "arn:copy"))).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void whatIsNotUnderstoodIsNoDecision() {
        assertThatThrownBy(() -> policies("{'Effect': 'Deny', 'NotAction': 's3:GetObject', 'Resource': '*'}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> decide(
                        "{'Effect': 'Deny', 'Action': '*', 'Resource': '*', 'Condition': {'DateLessThan': {'a': 'b'}}}",
                        READ))
                .isInstanceOf(AssertionError.class);
    }
}
