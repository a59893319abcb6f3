package io.ixion.http.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Skills;
import io.ixion.http.json.Fields;
import io.ixion.http.json.RequestJson;
import io.ixion.http.json.Times;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what is said of agents and writes agents as the API shows them. */
final class AgentJson {
  static final String PATH = "/api/v1/agents";

  private AgentJson() {}

  static AgentProfile profile(Fields in) {
    var skills =
        in.read("skills", in.numbers("skills", Skills.MAX_SKILLS, 1, Skills.MAX_LEVEL), Skills::of);
    Set<String> groups = groups(in);
    Map<MediaType, Integer> capacity = new LinkedHashMap<>();
    in.numbers("capacity", AgentProfile.MAX_MEDIA, 0, AgentProfile.MAX_CAPACITY)
        .forEach(
            (name, most) ->
                in.read("capacity/" + RequestJson.escaped(name), name, MediaType::new)
                    .ifPresent(medium -> capacity.put(medium, most)));
    var profile =
        skills.flatMap(
            known -> in.read("capacity", known, s -> new AgentProfile(s, groups, capacity)));
    in.end();
    return profile.orElseThrow();
  }

  private static Set<String> groups(Fields in) {
    List<String> names = in.list("groups", AgentProfile.MAX_GROUPS);
    for (int i = 0; i < names.size(); i++)
      if (names.get(i).isEmpty() || names.get(i).length() > 128)
        in.broken("groups/" + i, "expected 1 to 128 characters; found " + names.get(i).length());
    return new TreeSet<>(names);
  }

  /** The media of a login: each ready at once or not. */
  static Map<MediaType, Boolean> media(Fields in) {
    if (!in.has("media")) in.malformed("media", "expected this field; it is missing");
    Map<MediaType, Boolean> media = new LinkedHashMap<>();
    in.texts("media", AgentProfile.MAX_MEDIA)
        .forEach(
            (name, state) -> {
              boolean ready = state.equals("ready");
              if (!ready && !state.equals("not-ready"))
                in.broken(
                    "media/" + RequestJson.escaped(name),
                    "expected ready or not-ready; found \"" + state + "\"");
              in.read("media/" + RequestJson.escaped(name), name, MediaType::new)
                  .ifPresent(medium -> media.put(medium, ready));
            });
    in.end();
    return media;
  }

  static void write(JsonGenerator out, Agent agent) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", agent.id().value());
    out.writeStringField("tenant", agent.tenant().value());
    out.writeNumberField("revision", agent.revision());
    out.writeObjectFieldStart("skills");
    for (var skill : agent.profile().skills().levels().entrySet())
      out.writeNumberField(skill.getKey().value(), skill.getValue());
    out.writeEndObject();
    out.writeArrayFieldStart("groups");
    for (String group : agent.profile().groups()) out.writeString(group);
    out.writeEndArray();
    out.writeObjectFieldStart("capacity");
    for (var most : agent.profile().capacity().entrySet())
      out.writeNumberField(most.getKey().value(), most.getValue());
    out.writeEndObject();
    if (agent.session().isPresent()) session(out, agent.session().get());
    out.writeObjectFieldStart("links");
    out.writeStringField("self", PATH + "/" + agent.id().value());
    out.writeStringField("events", PATH + "/" + agent.id().value() + "/events");
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void session(JsonGenerator out, Agent.Session session) throws IOException {
    out.writeObjectFieldStart("session");
    out.writeNumberField("number", session.number());
    out.writeStringField("loggedInAt", Times.text(session.loggedInAt()));
    out.writeBooleanField("connected", session.streamed() && session.lostUntil().isEmpty());
    if (session.lostUntil().isPresent())
      out.writeStringField("lostUntil", Times.text(session.lostUntil().get()));
    out.writeObjectFieldStart("media");
    for (var medium : session.media().entrySet()) {
      Agent.MediaState state = medium.getValue();
      out.writeObjectFieldStart(medium.getKey().value());
      out.writeStringField("state", state.ready() ? "ready" : "not-ready");
      if (state.reason().isPresent()) out.writeStringField("reason", state.reason().get());
      out.writeStringField("since", Times.text(state.since()));
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeEndObject();
  }
}
