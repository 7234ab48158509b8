/**
 * Training: optimisers, schedules and clipping as PyTorch defines them, and a layer whose parameters they change.
 *
 * <pre>{@code
 * TrainableDySample layer = new TrainableDySample(DySampleWeights.initial(config, 0));
 * Optimizer optimizer = new Adam(layer.parameters());
 * Schedule schedule = Schedule.cosine(0.01, steps);
 * Loss loss = Loss.mse();
 * Tensor y = config.newOutput(x);
 * SavedTensors saved = new SavedTensors();
 * for (long step = 0; step < steps; step++) {
 *     optimizer.zeroGradients();
 *     layer.forward(x, y, saved);
 *     loss.of(y, target, y); // y becomes the gradient by y
 *     layer.backward(saved, y, null);
 *     optimizer.step(schedule.rate(step));
 * }
 * DySampleWeights trained = layer.weights();
 * }</pre>
 *
 * <p>A caller's own layers take part with a {@link io.github.dysample.train.Parameter} for each of their arrays. A
 * caller with an optimiser of their own needs none of this: {@link io.github.dysample.DySample#backward} is enough.
 *
 * <p>The same calls give the same bits on every machine and with any number of threads.
 */
package io.github.dysample.train;
