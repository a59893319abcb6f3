package io.ixion.benchmark.bench;

/**
 * What every side of a comparison has to carry.
 *
 * @param submitters threads that submit, one after the other
 * @param agents each takes one interaction at a time
 * @param skills in all; an agent has {@code skillsPerAgent} of them
 * @param resident most interactions that are submitted and not yet stopped
 * @param dataBytes attached data of each
 */
record BenchLoad(
    int submitters, int agents, int skills, int skillsPerAgent, int resident, int dataBytes) {
  static final int PRIORITIES = 10;

  /** Two agents for each of ten skills, as in a centre of specialists. */
  static BenchLoad life() {
    return new BenchLoad(16, 20, 10, 1, 500, 500);
  }

  /** Agents with three skills each, over a backlog. */
  static BenchLoad backlog(int waiting) {
    return new BenchLoad(16, 20, 10, 3, waiting, 500);
  }

  /** The skills of an agent, as numbers. */
  int[] skillsOf(int agent) {
    var own = new int[skillsPerAgent];
    for (int i = 0; i < skillsPerAgent; i++) own[i] = (agent + i * 3) % skills;
    return own;
  }

  String data() {
    return "x".repeat(dataBytes);
  }
}
