/**
 * OpenPGP, as much of it as Lifeboat's objects, documents and keys need, in forms that GnuPG 2.2 and later read.
 *
 * <p>Streams are framed here, strictly and fast, with AES and digests of the JDK; Bouncy Castle does the public-key
 * operations and reads and writes keys and signatures.
 */
@NullMarked
package dev.lifeboat.crypto;

import org.jspecify.annotations.NullMarked;
