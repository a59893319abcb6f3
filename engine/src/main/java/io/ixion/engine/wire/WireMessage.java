package io.ixion.engine.wire;

/**
 * Marks what may travel between nodes; such types are serialized as CBOR, and are no events. Where
 * one of them is a snapshot, too, it has a serializer of its own.
 */
public interface WireMessage {}
