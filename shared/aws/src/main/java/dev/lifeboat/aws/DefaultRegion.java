package dev.lifeboat.aws;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The region that the environment, the profile or the machine says. */
final class DefaultRegion {
    private DefaultRegion() {}

    static Optional<Region> find() {
        try {
            return Optional.of(new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException e) {
            return Optional.empty(); // nothing says one
        }
    }
}
