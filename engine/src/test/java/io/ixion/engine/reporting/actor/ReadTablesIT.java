package io.ixion.engine.reporting.actor;

import static io.ixion.engine.TestNode.get;
import static io.ixion.engine.interaction.InteractionFixtures.ANN;
import static io.ixion.engine.interaction.InteractionFixtures.BILLING;
import static io.ixion.engine.interaction.InteractionFixtures.BOB;
import static io.ixion.engine.interaction.InteractionFixtures.CHAT;
import static io.ixion.engine.interaction.InteractionFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.reporting.InteractionQuery;
import io.ixion.engine.reporting.Listed;
import io.ixion.engine.reporting.LiveWork;
import io.ixion.engine.reporting.ReadSideFigures;
import io.ixion.engine.reporting.RecordedEvent;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the ports answer from the tables. */
class ReadTablesIT {
  private static final TenantId TENANT = Lives.TENANT;
  private static final Skills GERMAN = Skills.of(Map.of("german", 2));
  private static final String CHAT_GERMAN = new Requirement(CHAT, GERMAN).key();
  private static final int WAITING = 60;
  private static final long PAGE_DATA = 1 << 20;
  private static ReadTables tables;
  private static JdbcReports reports;
  private static JdbcBacklog backlog;

  @BeforeAll
  static void open() throws SQLException {
    tables = new ReadTables();
    reports = new JdbcReports(tables.jdbc, tables.caughtUp, PAGE_DATA);
    backlog = new JdbcBacklog(tables.jdbc, tables.caughtUp);
    waiting();
    others();
    agents();
    tables.applyAll(tables.projection(new ReadSideFigures()));
    assertThat(tables.failures()).isEmpty();
  }

  /** 0 to 59 wait for german in chat: ten instants, three priorities, many ties. */
  private static void waiting() throws SQLException {
    for (long id = 0; id < WAITING; id++)
      tables.append(
          Lives.key(id),
          1,
          Lives.submitted(
              id, T0.plusNanos(1_000 * (id % 10)), (int) (id % 3), GERMAN, Optional.empty()));
  }

  private static void others() throws SQLException {
    for (long id = 100; id < 106; id++)
      tables.append(
          Lives.key(id),
          1,
          Lives.submitted(id, T0.plusSeconds(id), 0, Skills.NONE, Optional.of("ext-" + id)));
    tables.append(
        Lives.key(101),
        2,
        new InteractionEvent.Offered(T0, 1, ANN, T0.plusSeconds(30), Originator.ROUTER));
    tables.append(
        Lives.key(102),
        2,
        new InteractionEvent.Offered(T0, 1, ANN, T0.plusSeconds(30), Originator.ROUTER));
    tables.append(
        Lives.key(102),
        3,
        new InteractionEvent.Accepted(T0, 1, ANN, Duration.ofHours(3), Originator.agent(ANN)));
    tables.append(
        Lives.key(103),
        2,
        new InteractionEvent.Offered(T0, 1, BOB, T0.plusSeconds(20), Originator.ROUTER));
    tables.append(
        Lives.key(103),
        3,
        new InteractionEvent.Rejected(
            T0, 1, BOB, T0.plusSeconds(99), Optional.empty(), Originator.agent(BOB)));
    tables.append(
        Lives.key(104),
        2,
        new InteractionEvent.Held(T0, new AttemptId("h"), Optional.empty(), Originator.CLIENT));
    tables.append(
        Lives.key(105),
        2,
        new InteractionEvent.Stopped(
            T0, new AttemptId("s"), Originator.CLIENT, Optional.of("done")));
  }

  private static void agents() throws SQLException {
    for (String name : List.of("ann", "bob", "cid", "dan")) {
      String key = "agent|" + TENANT + "/" + name;
      var profile = new AgentProfile(GERMAN, Set.of(), Map.of());
      tables.append(
          key,
          1,
          new AgentEvent.Configured(
              T0, Optional.empty(), TENANT, new AgentId(name), profile, Originator.CLIENT));
      tables.append(
          key,
          2,
          new AgentEvent.LoggedIn(T0, Optional.empty(), 1, Map.of(CHAT, true), Originator.CLIENT));
    }
    tables.append(
        "agent|" + TENANT + "/bob",
        3,
        new AgentEvent.LoggedOut(T0, Optional.empty(), "asked", Originator.CLIENT));
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Test
  void listsNewestFirstPageByPageEachOnce() {
    var all = new ArrayList<Interaction>();
    Optional<InteractionQuery.Cursor> after = Optional.empty();
    while (true) {
      List<Interaction> page = get(reports.list(query(after, 7))).items();
      all.addAll(page);
      if (page.size() < 7) break;
      Interaction last = page.get(6);
      after = Optional.of(new InteractionQuery.Cursor(last.profile().submittedAt(), last.id()));
    }
    assertThat(all).extracting(Interaction::id).doesNotHaveDuplicates().hasSize(WAITING + 6);
    assertThat(all)
        .isSortedAccordingTo(
            (one, other) -> {
              int time = other.profile().submittedAt().compareTo(one.profile().submittedAt());
              return time != 0 ? time : other.id().compareTo(one.id());
            });
  }

  @Test
  void everyFilterHolds() {
    var none = query(Optional.empty(), 500);
    assertThat(numbers(list(none, Optional.of("offered"), Optional.empty(), Optional.empty())))
        .containsExactly(101L);
    assertThat(numbers(list(none, Optional.of("handling"), Optional.empty(), Optional.empty())))
        .containsExactly(102L);
    assertThat(numbers(list(none, Optional.of("stopped"), Optional.empty(), Optional.empty())))
        .containsExactly(105L);
    assertThat(numbers(list(none, Optional.empty(), Optional.of(ANN), Optional.empty())))
        .containsExactly(102L, 101L);
    assertThat(numbers(list(none, Optional.empty(), Optional.empty(), Optional.of("ext-104"))))
        .containsExactly(104L);
    assertThat(list(none, Optional.of("stopped"), Optional.of(ANN), Optional.empty())).isEmpty();
    assertThat(get(reports.list(of(new TenantId("other"), BILLING, CHAT))).items()).isEmpty();
    assertThat(get(reports.list(of(TENANT, new QueueId("sales"), CHAT))).items()).isEmpty();
    assertThat(get(reports.list(of(TENANT, BILLING, new MediaType("mail")))).items()).isEmpty();
    assertThat(get(reports.list(of(TENANT, BILLING, CHAT))).items()).hasSize(WAITING + 6);
  }

  @Test
  void historyIsTheJournalInOrderAndInPages() {
    List<RecordedEvent> all = get(reports.history(TENANT, Lives.id(102), 0, 10)).items();
    assertThat(all).extracting(RecordedEvent::revision).containsExactly(1L, 2L, 3L);
    assertThat(all.get(2).event()).isInstanceOf(InteractionEvent.Accepted.class);
    assertThat(get(reports.history(TENANT, Lives.id(102), 1, 1)).items())
        .extracting(RecordedEvent::revision)
        .containsExactly(2L);
    assertThat(get(reports.history(new TenantId("other"), Lives.id(102), 0, 10)).items()).isEmpty();
  }

  @Test
  void aBacklogsPagesAreItsOrderEachEntryOnce() {
    var all = new ArrayList<Candidate>();
    Optional<Candidate> after = Optional.empty();
    while (true) {
      List<Backlog.Entry> page = get(backlog.page(TENANT, BILLING, CHAT_GERMAN, after, 7));
      page.forEach(entry -> all.add(entry.candidate()));
      if (page.size() < 7) break;
      after = Optional.of(page.get(6).candidate());
    }
    assertThat(all).hasSize(WAITING).isSortedAccordingTo(Candidate.ORDER);
    assertThat(new TreeSet<>(all.stream().map(Candidate::id).toList())).hasSize(WAITING);
  }

  @Test
  void aBacklogCountsOnlyWhatWaits() {
    assertThat(get(backlog.classes(TENANT, BILLING)))
        .containsExactlyInAnyOrder(
            inTable(CHAT_GERMAN, WAITING), inTable("chat|", 2)); // 100 and 103
    assertThat(get(backlog.classes(new TenantId("other"), BILLING))).isEmpty();
  }

  /** With the digest that a queue makes of the same interactions. */
  private static Backlog.WaitingClass inTable(String key, int waiting) {
    List<Backlog.Entry> page =
        get(backlog.page(TENANT, BILLING, key, Optional.empty(), 10 * waiting));
    assertThat(page).hasSize(waiting);
    return new Backlog.WaitingClass(
        key, waiting, page.stream().mapToLong(e -> Backlog.digest(e.candidate())).sum());
  }

  @Test
  void anEntryCarriesWhatTheRouterNeeds() {
    Backlog.Entry rejected =
        get(backlog.page(TENANT, BILLING, "chat|", Optional.empty(), 10)).stream()
            .filter(entry -> entry.candidate().id().equals(Lives.id(103)))
            .findFirst()
            .orElseThrow();
    assertThat(rejected.revision()).isEqualTo(3);
    assertThat(rejected.candidate().placement()).isEqualTo(2);
    assertThat(rejected.candidate().avoided()).isEqualTo(Map.of(BOB, T0.plusSeconds(99)));
    assertThat(rejected.candidate().waitingSince()).isEqualTo(T0.plusSeconds(103));
  }

  @Test
  void theQueuesOffersAndTheAgentsWorkAreFound() {
    assertThat(get(backlog.offered(TENANT, BILLING, 10)))
        .extracting(entry -> entry.candidate().id())
        .containsExactly(Lives.id(101));
    assertThat(get(reports.of(TENANT, ANN, 10)))
        .extracting(InteractionHeader::id)
        .containsExactlyInAnyOrder(Lives.id(101), Lives.id(102));
    assertThat(get(reports.of(TENANT, BOB, 10))).isEmpty();
  }

  @Test
  void whatIsOverdueAndWhoIsLoggedInIsFound() {
    assertThat(get(reports.overdue(T0.plusSeconds(31), 10)))
        .containsExactly(new LiveWork.Overdue(TENANT, Lives.id(101)));
    Instant late = T0.plus(Duration.ofDays(1));
    assertThat(get(reports.overdue(late, 10)))
        .extracting(LiveWork.Overdue::interaction)
        .containsExactly(Lives.id(101), Lives.id(102));
    assertThat(get(reports.overdue(late, 1))).hasSize(1);

    List<LiveWork.LoggedIn> first = get(reports.loggedIn(Optional.empty(), 2));
    List<LiveWork.LoggedIn> rest = get(reports.loggedIn(Optional.of(first.get(1)), 2));
    assertThat(first).extracting(l -> l.agent().value()).containsExactly("ann", "cid");
    assertThat(rest).extracting(l -> l.agent().value()).containsExactly("dan");
  }

  @Test
  void aBacklogsPageIsReadFromItsIndex() throws SQLException {
    List<String> plan =
        tables.texts(
            "set enable_seqscan = off; explain select header from interaction where tenant = 'acme'"
                + " and queue = 'billing' and state = 'queued' and not is_held"
                + " and requirement = 'chat|' and (-priority, waiting_since, id) > (0, now(), '')"
                + " order by -priority, waiting_since, id limit 100");
    assertThat(String.join("\n", plan))
        .contains("interaction_waiting_idx")
        .contains("ROW((- priority)")
        .doesNotContain("Sort");
  }

  private static InteractionQuery query(Optional<InteractionQuery.Cursor> after, int limit) {
    return new InteractionQuery(
        TENANT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        after,
        limit);
  }

  @Test
  void aPageEndsAtItsBytesAndSaysThatThereIsMore() {
    var small = new JdbcReports(tables.jdbc, tables.caughtUp, 1);
    Listed<Interaction> page = get(small.list(query(Optional.empty(), 7)));
    assertThat(page.items()).hasSizeLessThan(7).isNotEmpty();
    assertThat(page.more()).isTrue();
    Listed<RecordedEvent> events = get(small.history(TENANT, Lives.id(102), 0, 10));
    assertThat(events.items()).hasSize(1);
    assertThat(events.more()).isTrue();
    assertThat(get(reports.history(TENANT, Lives.id(102), 0, 10)).more()).isFalse();
  }

  private static InteractionQuery of(TenantId tenant, QueueId queue, MediaType media) {
    return new InteractionQuery(
        tenant,
        Optional.of(queue),
        Optional.empty(),
        Optional.of(media),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        500);
  }

  private static List<Interaction> list(
      InteractionQuery like,
      Optional<String> state,
      Optional<AgentId> agent,
      Optional<String> externalId) {
    return get(reports.list(
            new InteractionQuery(
                like.tenant(),
                like.queue(),
                state,
                like.mediaType(),
                agent,
                externalId,
                like.after(),
                like.limit())))
        .items();
  }

  private static List<Long> numbers(List<Interaction> found) {
    return found.stream().map(one -> Lives.number(one.id().value())).toList();
  }
}
