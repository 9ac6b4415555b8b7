package dev.lifeboat.postgres.format;

import com.github.luben.zstd.ZstdInputStream;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.PublicKeyMessage;
import dev.lifeboat.crypto.SymmetricMessage;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The documents of one backup as they stand in its store, read without the program's own readers of documents. */
record WrittenDocuments(ObjectStore store, Manifest manifest) {
    private static final String END_OF_HEADERS = "\n\n";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    String trust() {
        return signedText(new ObjectKey(manifest.source() + "/trust/000001.json.asc"));
    }

    String attempt() {
        return signedText(layout().attempt(manifest.id(), manifest.attempt(), 1));
    }

    String manifestText() {
        BackupId id = manifest.id();
        return signedText(layout().manifest(id));
    }

    List<String> objectsLines() {
        return lines(bytes(layout().objectsList(manifest.id(), manifest.attempt())));
    }

    List<String> indexLines(PrivateKeys keys) {
        DataSecret secret =
                DataSecret.of(PublicKeyMessage.open(manifest.indexKey().secret(), keys, "index secret"));
        try (InputStream decrypted = SymmetricMessage.decrypting(
                store.read(layout().index(manifest.id(), manifest.attempt())), secret, "index")) {
            return lines(decrypted.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Layout layout() {
        return new Layout(manifest.source());
    }

    /** The lines of the details that lie beside a record; none if there are none. */
    List<String> detailLines(ObjectKey record, PrivateKeys keys) {
        ObjectKey key = new ObjectKey(record.value().replace(".json.asc", ".jsonl.zst.pgp"));
        if (store.status(key).isEmpty()) {
            return List.of();
        }
        try (InputStream decrypted = PublicKeyMessage.decrypting(store.read(key), keys, "details")) {
            return lines(decrypted.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String signedText(ObjectKey key) {
        String document = new String(bytes(key), StandardCharsets.UTF_8);
        return document.substring(document.indexOf(END_OF_HEADERS) + 2, document.indexOf(SIGNATURE))
                .lines()
                .map(line -> line.startsWith("- ") ? line.substring(2) : line)
                .collect(Collectors.joining("\n"));
    }

    private byte[] bytes(ObjectKey key) {
        try (InputStream in = store.read(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(byte[] compressed) {
        try (InputStream plain = new ZstdInputStream(new java.io.ByteArrayInputStream(compressed))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
