package io.ixion.engine.wire;

/**
 * Marks what may travel between nodes; such types are serialized as CBOR and listed in no journal.
 */
public interface WireMessage {}
