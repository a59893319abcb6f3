/**
 * The one judge of what happened, by the ten invariants of the design, whoever recorded it: a
 * drill, a replay or a simulation. Depends on nothing, so that it knows nothing of the engine's own
 * rules.
 */
package io.ixion.judge;
