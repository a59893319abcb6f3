package io.ixion.judge;

import io.ixion.judge.EndState.Shown;
import java.util.List;
import java.util.Map;

/** 8: no tenant is told or shown anything of another. */
final class Apart implements Rule {
  @Override
  public Invariant invariant() {
    return Invariant.APART;
  }

  @Override
  public void examine(History history, Examination examination) {
    examination.leaveOut("whether a tenant starves another");
    if (history.lives().stream().map(InteractionLife::tenant).distinct().count() < 2) {
      examination.leaveOut("what tenants see of each other: there was one");
      return;
    }
    Map<String, InteractionLife> lives = history.byId();
    for (Testimony one : history.clients().orElse(List.of()))
      ofTenant(lives, one.tenant(), one.interaction(), "a client", examination);
    for (Shown shown : history.end().map(EndState::shown).orElse(List.of()))
      for (String id : shown.views().keySet())
        ofTenant(lives, shown.tenant(), id, shown.who(), examination);
  }

  private static void ofTenant(
      Map<String, InteractionLife> lives,
      String tenant,
      String id,
      String who,
      Examination examination) {
    InteractionLife life = lives.get(id);
    if (life == null) return; // which other invariants tell
    examination.expect(
        life.tenant().equals(tenant),
        id,
        () -> id + " of " + life.tenant() + " was seen by " + who + " of " + tenant);
  }
}
