package dev.lifeboat.cli.settings;

import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file: lines of {@code key = value}, blank lines, and lines that begin with {@code #}. A value is the
 * rest of its line without the blanks around it; nothing is quoted or escaped.
 *
 * <p>It is never looked for in the current folder: a folder that somebody else filled must not be able to say where
 * backups go.
 *
 * @param name the file, for people
 */
public record ConfigurationFile(String name, List<Line> lines) {
    /** One {@code key = value}, and the number of its line, from 1. */
    public record Line(int number, String key, String value) {}

    public ConfigurationFile {
        lines = List.copyOf(lines);
    }

    /** A file that says nothing. */
    public static ConfigurationFile none() {
        return new ConfigurationFile("no file", List.of());
    }

    /**
     * Reads the file that was named; or else the first that is there of {@code lifeboat/lifeboat.conf} in
     * {@code XDG_CONFIG_HOME} (by default {@code ~/.config}) and in {@code /etc}; or else nothing.
     *
     * @throws LifeboatException FILE_UNUSABLE if it cannot be read, CONFIGURATION_INVALID if it is not of that form
     */
    public static ConfigurationFile find(@Nullable Path named, Map<String, String> environment, Path etc) {
        if (named != null) {
            return read(named);
        }
        return Stream.of(ofUser(environment), Optional.of(etc))
                .flatMap(Optional::stream)
                .map(folder -> folder.resolve("lifeboat/lifeboat.conf"))
                .filter(Files::exists)
                .findFirst()
                .map(ConfigurationFile::read)
                .orElseGet(ConfigurationFile::none);
    }

    private static Optional<Path> ofUser(Map<String, String> environment) {
        return variable(environment, "XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> variable(environment, "HOME").map(home -> Path.of(home, ".config")))
                .filter(Path::isAbsolute);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static ConfigurationFile read(Path file) {
        try {
            refuseWhatOthersWrite(file);
            return parse(file, withoutMark(Files.readString(file)).lines().toList());
        } catch (CharacterCodingException e) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "configuration file %s is not UTF-8 text: nothing was done".formatted(file),
                    "save it as UTF-8",
                    e);
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.FILE_UNUSABLE,
                    "configuration file %s cannot be read: %s: nothing was done".formatted(file, NamedFile.reason(e)),
                    "name another with --config or LIFEBOAT_CONFIG",
                    e);
        }
    }

    private static void refuseWhatOthersWrite(Path file) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (attributes != null
                && attributes.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "configuration file %s can be written by everybody: it is not used".formatted(file),
                    "take that away: chmod o-w '%s'".formatted(file));
        }
    }

    /** Some editors begin every UTF-8 file with a byte order mark. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ConfigurationFile parse(Path file, List<String> text) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(fromFolder(file, parse(file.toString(), i + 1, line)));
            }
        }
        return new ConfigurationFile(file.toString(), lines);
    }

    /** A relative store would be another one in each folder that the command is called in. */
    private static Line fromFolder(Path file, Line line) {
        boolean store = line.key().equals("store") || line.key().endsWith(".store");
        if (!store || line.value().isEmpty() || line.value().contains("://")) {
            return line;
        }
        Path folder = file.toAbsolutePath().resolveSibling(line.value());
        return new Line(line.number(), line.key(), folder.normalize().toString());
    }

    private static Line parse(String name, int number, String line) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s line %d is not 'key = value': nothing was done".formatted(name, number),
                    "correct the line, or begin it with # to make it a comment");
        }
        return new Line(
                number,
                line.substring(0, equals).strip(),
                line.substring(equals + 1).strip());
    }
}
