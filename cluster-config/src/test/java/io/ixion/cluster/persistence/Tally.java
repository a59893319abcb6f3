package io.ixion.cluster.persistence;

import akka.actor.ActorRef;
import akka.actor.Props;
import akka.persistence.AbstractPersistentActor;
import akka.persistence.SaveSnapshotSuccess;
import akka.persistence.SnapshotOffer;

/** An entity whose state is all that it was told, and who knows how much of it was replayed. */
final class Tally extends AbstractPersistentActor {
  enum Ask {
    STATE,
    SNAPSHOT
  }

  /**
   * @param replayed events that its recovery read
   */
  record State(String text, int replayed) {}

  private final String persistenceId;
  private String text = "";
  private int replayed;
  private ActorRef waiting = ActorRef.noSender();

  static Props of(String persistenceId) {
    return Props.create(Tally.class, () -> new Tally(persistenceId));
  }

  private Tally(String persistenceId) {
    this.persistenceId = persistenceId;
  }

  @Override
  public String persistenceId() {
    return persistenceId;
  }

  @Override
  public Receive createReceiveRecover() {
    return receiveBuilder()
        .match(SnapshotOffer.class, offer -> text = (String) offer.snapshot())
        .match(
            String.class,
            event -> {
              text += event;
              replayed++;
            })
        .build();
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(String.class, event -> persist(event, stored -> text += stored))
        .matchEquals(
            Ask.SNAPSHOT,
            ask -> {
              waiting = getSender();
              saveSnapshot(text);
            })
        .match(SaveSnapshotSuccess.class, saved -> waiting.tell(saved, getSelf()))
        .matchEquals(Ask.STATE, ask -> getSender().tell(new State(text, replayed), getSelf()))
        .build();
  }
}
