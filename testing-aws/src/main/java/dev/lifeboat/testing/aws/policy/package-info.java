/** What AWS would allow, of which emulators enforce nothing: policies, and requests as policies name them. */
@NullMarked
package dev.lifeboat.testing.aws.policy;

import org.jspecify.annotations.NullMarked;
