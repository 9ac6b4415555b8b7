package dev.lifeboat.cli;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program with commands for tests, one of which ends only when it is stopped, as a process of its own. */
final class ProbeProgram {
    private ProbeProgram() {}

    @Command(name = "sleep", description = "For tests.")
    static final class SleepCommand extends Subcommand {
        @Override
        dev.lifeboat.cli.present.Result run(Session session) throws InterruptedException {
            CountDownLatch stopped = new CountDownLatch(1);
            session.interruption().leaves("a bed that is not made");
            try (var _ = session.interruption().register(stopped::countDown)) {
                session.output().message("asleep");
                stopped.await();
                throw new IllegalStateException("woken");
            }
        }
    }

    public static void main(String[] arguments) {
        Lifeboat.run(
                new CommandLine(new Lifeboat())
                        .addSubcommand(new ProbeCommand())
                        .addSubcommand(new SleepCommand()),
                arguments);
    }
}
