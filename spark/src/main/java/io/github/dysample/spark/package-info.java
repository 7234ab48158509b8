/**
 * The layer as a stage of Spark ML: columns of arrays and pictures, upsampled on a cluster.
 *
 * <p>{@link io.github.dysample.spark.DySampleTransformer} is a transformer like Spark's own: it can stand in a pipeline
 * and is saved and loaded with it. Results have the bits that the library gives anywhere else, whichever executor
 * computes a row and however often.
 */
package io.github.dysample.spark;
