/** The function that copies each backup to another region, or account, when it is there. */
@NullMarked
package dev.lifeboat.offsite;

import org.jspecify.annotations.NullMarked;
