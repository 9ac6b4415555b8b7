package dev.lifeboat.deployment;

import dev.lifeboat.testing.aws.CloudWatch;
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestAws;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The alarms of a stack, and a queue that hears what they tell its topic. */
final class Alarms {
    /** Each is looked at every 10 to 60 seconds. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private final TestAws aws;
    private final DeployedStack stack;
    private final CloudWatch cloudWatch;
    private final Queue heard;
    private final Set<String> ringing = new TreeSet<>();

    Alarms(TestAws aws, DeployedStack stack) {
        this.aws = aws;
        this.stack = stack;
        cloudWatch = aws.cloudWatch(stack.region());
        heard = aws.topic(stack.region(), stack.name("AlertsTopic")).subscribe();
    }

    /** Puts into a queue what AWS puts there when it can hand it to no function. */
    void leaveIn(String queue, String message) {
        aws.queue(stack.region(), stack.name(queue)).put(message);
    }

    /** As Lambda measures of a function that failed. */
    void measureAnErrorOf(String function) {
        // what is deployed in its place is a queue, by whose name its alarm goes
        cloudWatch.measure("AWS/Lambda", "Errors", "FunctionName=" + stack.name(function), 1);
    }

    /** As if an alarm had been well until now: it tells when it begins. */
    void takeForWell(String alarm) {
        cloudWatch.takeForWell(stack.name(alarm));
    }

    /** The names of alarms that have told people that they ring, when these are among them. */
    Set<String> ringing(Collection<String> awaited) {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        while (!ringing.containsAll(awaited) && Instant.now().isBefore(end)) {
            for (String message : heard.takeAll()) {
                Notice notice = Notice.of(message);
                if (notice.field("NewStateValue").equals("ALARM")) {
                    ringing.add(notice.field("AlarmName"));
                }
            }
        }
        return ringing;
    }
}
