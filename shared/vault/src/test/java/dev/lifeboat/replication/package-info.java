@NullMarked
package dev.lifeboat.replication;

import org.jspecify.annotations.NullMarked;
