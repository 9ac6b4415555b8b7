package dev.lifeboat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ObjectKeyTest {
    @Property
    void aKeyStaysBelowAnyRootAndKeepsItsName(@ForAll("keys") String key) {
        Path root = Path.of("/mnt/nas");
        Path file = root.resolve(key);
        assertThat(file.normalize()).isEqualTo(file).startsWithRaw(root);
        assertThat(root.relativize(file)).hasToString(new ObjectKey(key).value());
        assertThat(String.valueOf(file.getFileName())).isEqualTo(new ObjectKey(key).name());
    }

    @Property
    void noComponentOfAKeyIsAReservedName(@ForAll("keys") String key) {
        assertThat(key.split("/", -1)).noneMatch(component -> component.isEmpty() || component.startsWith("."));
    }

    @Property
    void aKeyIsAcceptedExactlyIfItsComponentsAre(@ForAll("texts") String text) {
        boolean good = text.length() <= 900 && !text.isEmpty();
        for (String component : text.split("/", -1)) {
            good &= component.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && component.length() <= 200;
        }
        assertThat(ObjectKey.isKey(text)).isEqualTo(good);
    }

    @Property
    void keysOrderAsTheirTextDoes(@ForAll("keys") String one, @ForAll("keys") String other) {
        assertThat(Integer.signum(new ObjectKey(one).compareTo(new ObjectKey(other))))
                .isEqualTo(Integer.signum(one.compareTo(other)));
    }

    @Example
    void aKeyThatClimbsIsRefused() {
        assertThatThrownBy(() -> new ObjectKey("shop/../etc/passwd"))
                .isInstanceOf(LifeboatException.class)
                .hasMessage("object key shop/../etc/passwd is not one that Lifeboat writes: it is not read");
    }

    @Example
    void aKeyHasAtMost900CharactersIn200ByComponent() {
        String component = "k".repeat(200);
        String most = String.join("/", component, component, component, component, "k".repeat(96));
        assertThat(ObjectKey.isKey(most)).isTrue();
        assertThat(ObjectKey.isKey(most + "k")).isFalse();
        assertThat(ObjectKey.isKey(component + "k")).isFalse();
    }

    @Provide
    Arbitrary<String> keys() {
        return StoreArbitraries.keys();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("aZ0._-/ \n\\\u00e4").ofMaxLength(12),
                StoreArbitraries.keys().map(key -> key + "/"),
                StoreArbitraries.keys());
    }
}
