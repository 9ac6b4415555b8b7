/** Lifeboat's adapters to AWS, named after what they adapt: {@link dev.lifeboat.aws.S3Store} keeps objects in a bucket. */
@NullMarked
package dev.lifeboat.aws;

import org.jspecify.annotations.NullMarked;
