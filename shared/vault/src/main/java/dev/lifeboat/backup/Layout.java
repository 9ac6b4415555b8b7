package dev.lifeboat.backup;

import dev.lifeboat.store.ObjectKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a store the things of one source lie. */
public record Layout(SourceName source) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT);
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Set<String> OF_ATTEMPTS = Set.of("attempts", "backups", "condemned");
    private static final Pattern MANIFEST = Pattern.compile(".*/([^/]+)\\.json\\.asc");

    public String trustPrefix() {
        return source + "/trust/";
    }

    public String manifestPrefix() {
        return source + "/manifests/";
    }

    /** Below it lie the documents of all attempts. */
    public String attemptsPrefix() {
        return source + "/attempts/";
    }

    /** The same of one attempt. */
    public String attemptPrefix(AttemptName attempt) {
        return "%s%s/".formatted(attemptsPrefix(), attempt);
    }

    /** Below it lie the objects of all attempts. */
    public String backupsPrefix() {
        return source + "/backups/";
    }

    /** The same of one attempt. */
    public String objectsPrefix(AttemptName attempt) {
        return "%s%s/".formatted(backupsPrefix(), attempt);
    }

    /** Below it lie all condemnations. */
    public String condemnedPrefix() {
        return source + "/condemned/";
    }

    /** The same of one attempt. */
    public String condemnedPrefix(AttemptName attempt) {
        return "%s%s/".formatted(condemnedPrefix(), attempt);
    }

    /** One condemnation of an attempt. */
    public ObjectKey condemnation(AttemptName attempt, Instant at, AttemptId random) {
        return new ObjectKey("%s%s-%s.json.asc".formatted(condemnedPrefix(attempt), compact(at), random));
    }

    /** What a run that removes things says beforehand. */
    public ObjectKey removal(Instant at, AttemptId random) {
        return new ObjectKey("%sruns/%s-%s.json.asc".formatted(condemnedPrefix(), compact(at), random));
    }

    /** The attempt in whose folder something lies, by its place below one of the prefixes of attempts; empty elsewhere. */
    public Optional<AttemptName> attemptAt(String place) {
        String[] names = place.split("/", 4);
        return names.length > 2 && names[0].equals(source.value()) && OF_ATTEMPTS.contains(names[1])
                ? AttemptName.tryParse(names[2])
                : Optional.empty();
    }

    /** Below it lie the records of all backups. */
    public String recordsPrefix() {
        return source + "/records/";
    }

    /** The same of one backup. */
    public String recordPrefix(BackupId id) {
        return "%s%s/".formatted(recordsPrefix(), id);
    }

    public ObjectKey manifest(BackupId id) {
        String day = DAY.format(id.scheduled().atOffset(ZoneOffset.UTC));
        return new ObjectKey("%s%s/%s.json.asc".formatted(manifestPrefix(), day, id));
    }

    /** The identifier that a manifest's key gives, empty for what is no manifest's key. */
    public Optional<BackupId> manifestId(ObjectKey key) {
        Matcher matcher = MANIFEST.matcher(key.value());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return BackupId.tryParse(matcher.group(1)).filter(id -> manifest(id).equals(key));
    }

    /** The n-th record of an attempt, from 1. */
    public ObjectKey attempt(BackupId id, AttemptId attempt, int number) {
        return new ObjectKey("%s/attempts/%s-%s/%06d.json.asc".formatted(source, id, attempt, number));
    }

    /** Below it lie all objects of one attempt. */
    public ObjectKey objects(BackupId id, AttemptId attempt) {
        return new ObjectKey("%s/backups/%s-%s".formatted(source, id, attempt));
    }

    public ObjectKey objectsList(BackupId id, AttemptId attempt) {
        return objects(id, attempt).child("objects.jsonl.zst");
    }

    public ObjectKey index(BackupId id, AttemptId attempt) {
        return objects(id, attempt).child("index.jsonl.zst.pgp");
    }

    /** The n-th data object of an attempt, from 1: a thousand to a folder. */
    public ObjectKey data(BackupId id, AttemptId attempt, long number) {
        return objects(id, attempt).child("data/%04d/%06d.copy.zst.pgp".formatted(number / 1000, number));
    }

    /** A record learned later about a backup. */
    public ObjectKey record(BackupId id, String kind, Instant at, AttemptId random) {
        return new ObjectKey("%s%s-%s-%s.json.asc".formatted(recordPrefix(id), kind, compact(at), random));
    }

    /** Below it lies what people were told. */
    public String alertsPrefix() {
        return source + "/alerts/";
    }

    /** The same of one condition. */
    public String alertPrefix(String condition) {
        return "%s%s/".formatted(alertsPrefix(), condition);
    }

    /** That they were told of it at an instant. */
    public ObjectKey alert(String condition, Instant at, AttemptId random) {
        return new ObjectKey("%s%s-%s.json".formatted(alertPrefix(condition), compact(at), random));
    }

    private static String compact(Instant at) {
        return INSTANT.format(at.atOffset(ZoneOffset.UTC));
    }
}
