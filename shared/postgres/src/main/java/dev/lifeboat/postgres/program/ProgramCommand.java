package dev.lifeboat.postgres.program;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program, what it is told, and the variables that it gets besides the few of {@link ProgramRun}. Its text shows no
 * variable, for one of them may be a password.
 */
public record ProgramCommand(Path program, List<String> arguments, Map<String, String> variables) {
    public ProgramCommand {
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
    }

    static ProgramCommand of(Path program, Map<String, String> variables, String... arguments) {
        return new ProgramCommand(program, List.of(arguments), variables);
    }

    /** A program that connects to a database by this option, and never asks for a password. */
    public static ProgramCommand connected(
            Path program, String databaseOption, DatabaseAddress address, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--no-password");
        all.add(databaseOption + "=" + ProgramLogin.uri(address));
        return new ProgramCommand(program, all, ProgramLogin.variables(address));
    }

    /** The same with one more setting for the sessions of a program that connects. */
    ProgramCommand withSetting(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.merge("PGOPTIONS", "-c %s=%s".formatted(name, value), (before, added) -> before + " " + added);
        return new ProgramCommand(program, arguments, more);
    }

    /** The name of the program's file. */
    public String name() {
        return String.valueOf(program.getFileName());
    }

    @Override
    public String toString() {
        return program + " " + String.join(" ", arguments);
    }
}
