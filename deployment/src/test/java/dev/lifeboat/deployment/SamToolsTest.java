package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people run to deploy, as far as it runs without AWS. */
class SamToolsTest {
    @Test
    void templateHasNothingThatTheLinterFinds() {
        SamTools.Ended ended = SamTools.run("lint");
        assertThat(ended.code()).as(ended.out() + ended.errors()).isZero();
        assertThat(ended.out()).contains("is a valid SAM Template");
    }

    @Test
    void samBuildTakesTheJarsAsTheyAre(@TempDir Path folder) {
        for (String function : Checkout.functions()) {
            if (!function.equals("postgres-worker")) {
                Checkout.jar(function);
            }
        }
        SamTools.Ended ended = SamTools.run("build", folder.toString());
        assertThat(ended.code()).as(ended.out() + ended.errors()).isZero();
        assertThat(Files.exists(folder.resolve("template.yaml"))).isTrue();
        assertThat(Checkout.text(folder.resolve("template.yaml"))).contains("lifeboat-freshness-check.jar");
    }
}
