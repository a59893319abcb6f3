package io.ixion.engine.routing.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which skill profiles cover which waiting lines. Each pair is computed once, when the later of the
 * two appears. Empty lines and unused profiles are kept for reuse up to a limit, the longest unused
 * one goes first; so any number of different requirements over time costs bounded memory.
 */
final class Eligibility {
  private final int keep;
  private final Map<Requirement, CandidateLine> lines = new HashMap<>();
  private final List<CandidateLine> byNumber = new ArrayList<>();
  private final ArrayDeque<Integer> freeNumbers = new ArrayDeque<>();
  private final LineSet occupied = new LineSet();
  private final LinkedHashSet<CandidateLine> empty = new LinkedHashSet<>();
  private final Map<SkillProfile.Key, SkillProfile> profiles = new HashMap<>();
  private final LinkedHashSet<SkillProfile> unused = new LinkedHashSet<>();

  Eligibility(int keep) {
    this.keep = keep;
  }

  CandidateLine add(Candidate candidate) {
    CandidateLine line = lines.get(candidate.requirement());
    if (line == null) line = open(candidate.requirement());
    if (line.isEmpty()) {
      empty.remove(line);
      occupied.set(line.number);
    }
    line.add(candidate);
    return line;
  }

  void remove(CandidateLine line, Candidate candidate) {
    line.remove(candidate);
    if (!line.isEmpty()) return;
    occupied.clear(line.number);
    empty.add(line);
    if (empty.size() > keep) close(eldest(empty));
  }

  SkillProfile use(Skills skills, MediaType medium) {
    SkillProfile profile =
        profiles.computeIfAbsent(new SkillProfile.Key(skills, medium), this::profile);
    if (profile.users++ == 0) unused.remove(profile);
    return profile;
  }

  void release(SkillProfile profile) {
    if (--profile.users > 0) return;
    unused.add(profile);
    if (unused.size() > keep) profiles.remove(eldest(unused).key);
  }

  /**
   * The best candidate over all lines that the profile covers and that this agent may be offered.
   */
  Optional<Candidate> best(SkillProfile profile, AgentId agent, Instant now) {
    Optional<Candidate> best = Optional.empty();
    for (int number = profile.eligible.nextCommon(occupied, 0);
        number >= 0;
        number = profile.eligible.nextCommon(occupied, number + 1)) {
      Optional<Candidate> first = byNumber.get(number).firstFor(agent, now);
      if (first.isPresent()
          && (best.isEmpty() || Candidate.ORDER.compare(first.get(), best.get()) < 0)) best = first;
    }
    return best;
  }

  int lines() {
    return lines.size();
  }

  int profiles() {
    return profiles.size();
  }

  private SkillProfile profile(SkillProfile.Key key) {
    var profile = new SkillProfile(key);
    for (CandidateLine line : lines.values())
      if (profile.covers(line.requirement)) profile.eligible.set(line.number);
    return profile;
  }

  private CandidateLine open(Requirement requirement) {
    Integer free = freeNumbers.poll();
    var line = new CandidateLine(requirement, free == null ? byNumber.size() : free);
    if (free == null) byNumber.add(line);
    else byNumber.set(free, line);
    lines.put(requirement, line);
    for (SkillProfile profile : profiles.values())
      if (profile.covers(requirement)) profile.eligible.set(line.number);
    return line;
  }

  private void close(CandidateLine line) {
    lines.remove(line.requirement);
    for (SkillProfile profile : profiles.values()) profile.eligible.clear(line.number);
    freeNumbers.push(line.number);
  }

  private static <T> T eldest(LinkedHashSet<T> set) {
    Iterator<T> iterator = set.iterator();
    T eldest = iterator.next();
    iterator.remove();
    return eldest;
  }
}
