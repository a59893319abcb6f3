package io.ixion.engine.decision;

/**
 * What follows a decision, to be run by a shell once the events of it are durable. Each feature has
 * a sealed family of its own, of three kinds: <em>news</em>, which nobody waits for, as whoever
 * missed it finds it by position; <em>timers</em>, derived from deadlines that are state; and
 * <em>calls with an answer</em>, which the state holds until they are answered, so that only these
 * are repeated.
 */
public interface Effect {}
