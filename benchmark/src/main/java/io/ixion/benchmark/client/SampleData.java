package io.ixion.benchmark.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Attached data as real clients send it: nested, with lists, empty values, exact numbers, names of
 * other scripts.
 */
public final class SampleData {
  private SampleData() {}

  /** Different for each number, and always the same for one. */
  public static ObjectNode of(long number) {
    var data = JsonNodeFactory.instance.objectNode();
    data.put("number", number).put("subject", "a question about 請求書 № " + number).put("note", "");
    ObjectNode customer = data.putObject("customer");
    customer.put("name", "Zoë Ångström-Müller").put("vip", number % 5 == 0);
    customer
        .putObject("address")
        .put("city", "Łódź")
        .putArray("lines")
        .add("ul. Piotrkowska 1")
        .addNull();
    customer.putObject("preferences");
    data.putArray("tags").add("billing").add(number).addObject().put("nested", true);
    data.putArray("attachments");
    data.put("amount", new java.math.BigDecimal("12345678901234567.890"));
    return data;
  }
}
