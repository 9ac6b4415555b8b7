/** What template.yaml deploys: its resources, what its roles may do, and how its functions follow one another. */
@NullMarked
package dev.lifeboat.deployment;

import org.jspecify.annotations.NullMarked;
