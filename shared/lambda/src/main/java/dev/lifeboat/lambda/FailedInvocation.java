package dev.lifeboat.lambda;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.job.Job;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous invocation that failed, or was never begun, as Lambda hands it to the failure destination.
 *
 * @param function its name
 * @param requestId by which its log can be searched
 * @param condition as Lambda says: {@code RetriesExhausted}, {@code EventAgeExceeded}, ...
 * @param tries how often it was tried
 * @param error what it failed with, as far as that may be told
 * @param asked what it was to do
 * @param backup which it was about, if that can be seen
 * @param job if it was a worker's
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Capturing records of Lambda
 *     asynchronous invocations</a>
 */
public record FailedInvocation(
        String function,
        String requestId,
        String condition,
        int tries,
        String error,
        String asked,
        Optional<BackupId> backup,
        Optional<Job> job) {
    private static final Pattern ARN = Pattern.compile(
            "arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:([A-Za-z0-9_-]{1,64})(?::[A-Za-z0-9_$.-]+)?");
    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** Errors that Lambda itself tells, such as Sandbox.Timedout; what another program throws may hold anything. */
    private static final Pattern OF_LAMBDA = Pattern.compile("(?:Sandbox|Runtime|Function|Extension)\\.[A-Za-z.]+");

    /** Whether an event is one. */
    public static boolean is(@Nullable Map<String, Object> event) {
        Fields context = new Fields(event).at("requestContext");
        return context.text("functionArn").isPresent()
                && context.text("condition").isPresent();
    }

    /**
     * Reads the event.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is none
     */
    public static FailedInvocation of(Map<String, Object> event) {
        Fields fields = new Fields(event);
        Fields context = fields.at("requestContext");
        Matcher arn = ARN.matcher(context.text("functionArn").orElse(""));
        String request = context.text("requestId").orElse("");
        if (!arn.matches() || !REQUEST.matcher(request).matches()) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "an event tells of a failed invocation, and not of which function and request: nobody was told",
                    "see what starts this function; docs/aws.md lists it");
        }
        Asked asked = Asked.of(fields.at("requestPayload").value());
        return new FailedInvocation(
                String.valueOf(arn.group(1)),
                request,
                OneLine.of(context.text("condition").orElse("")),
                context.number("approximateInvokeCount").orElse(0),
                error(fields.at("responsePayload")),
                asked.text(),
                asked.backup(),
                asked.job());
    }

    private static String error(Fields response) {
        String type = response.text("errorType").orElse("");
        String message = response.text("errorMessage").orElse("");
        if (type.equals(FunctionFailedException.class.getName())) {
            return OneLine.of(message);
        }
        if (OF_LAMBDA.matcher(type).matches()) {
            return OneLine.of(type + (message.isEmpty() ? "" : ": " + message));
        }
        return type.isEmpty() ? "no error" : "an error of the kind %s, which its log has".formatted(OneLine.of(type));
    }

    /** The same for people. */
    public Finding finding() {
        return new Finding(
                Check.FUNCTION,
                function,
                State.FAILED,
                "request %s (%s) ended, after %s, as %s, with %s"
                        .formatted(requestId, asked, tries == 1 ? "1 try" : tries + " tries", condition, error),
                "that it does what it is started for, and returns",
                "this was not done, and is not tried again by itself",
                "aws logs filter-log-events --log-group-name /aws/lambda/%s --filter-pattern '\"%s\"'"
                        .formatted(function, requestId));
    }
}
