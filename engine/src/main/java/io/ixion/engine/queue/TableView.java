package io.ixion.engine.queue;

import io.ixion.engine.wire.WireMessage;
import java.util.List;

/**
 * What the table showed of a queue when it was known to be complete.
 *
 * @param classes those on which line and table disagree
 * @param offered every open offer
 */
public record TableView(List<ClassView> classes, List<Backlog.Entry> offered)
    implements WireMessage {
  /**
   * The front of one class.
   *
   * @param asked how many entries the page could have had
   */
  public record ClassView(Backlog.WaitingClass inTable, int asked, List<Backlog.Entry> page)
      implements WireMessage {}
}
