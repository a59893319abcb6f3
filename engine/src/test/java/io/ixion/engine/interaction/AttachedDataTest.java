package io.ixion.engine.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AttachedDataTest {
  @Provide
  Arbitrary<AttachedData> anyData() {
    return AnyData.any();
  }

  @Property(tries = 300)
  void isReadAsItWasWrittenByWhicheverMapper(@ForAll("anyData") AttachedData data)
      throws Exception {
    for (ObjectMapper mapper : List.of(new ObjectMapper(), withScala()))
      assertThat(mapper.readValue(mapper.writeValueAsBytes(data), AttachedData.class))
          .isEqualTo(data);
  }

  /** Akka's default: it made Scala collections of whatever has no type. */
  private static ObjectMapper withScala() throws ReflectiveOperationException {
    Class<?> module = Class.forName("com.fasterxml.jackson.module.scala.DefaultScalaModule");
    return new ObjectMapper()
        .registerModule((Module) module.getDeclaredConstructor().newInstance());
  }

  @Property(tries = 300)
  void aPatchDoesTheSameBeforeAndAfterItsWay(
      @ForAll("anyData") AttachedData data, @ForAll("anyData") AttachedData patch)
      throws Exception {
    var mapper = new ObjectMapper();
    var sent = mapper.readValue(mapper.writeValueAsBytes(patch), AttachedData.class);
    var stored = mapper.readValue(mapper.writeValueAsBytes(data), AttachedData.class);
    assertThat(stored.merged(sent)).isEqualTo(data.merged(patch));
    assertThat(data.merged(patch).merged(patch)).isEqualTo(data.merged(patch));
  }

  @Property(tries = 300)
  void itsSizeIsNeverLessThanHalfOfWhatIsWritten(@ForAll("anyData") AttachedData data)
      throws Exception {
    int written = new ObjectMapper().writeValueAsBytes(data).length;
    assertThat(data.size() * 6).isGreaterThanOrEqualTo(written);
  }

  @Test
  void aNumberIsTheSameWhateverTypeItComesIn() {
    for (Object five : List.of(5, 5L, (short) 5, BigInteger.valueOf(5)))
      assertThat(new AttachedData(Map.of("n", five)).values()).containsEntry("n", 5);
    for (Object half : List.of(0.5, 0.5f, new BigDecimal("0.5")))
      assertThat(new AttachedData(Map.of("n", half)).values())
          .containsEntry("n", new BigDecimal("0.5"));
    assertThat(new AttachedData(Map.of("n", BigInteger.valueOf(1L << 40))).values())
        .containsEntry("n", 1L << 40);
  }

  @Test
  void whatIsNoJsonIsRefused() {
    var noKey = new LinkedHashMap<Object, Object>();
    noKey.put(null, 1);
    for (Object value :
        Arrays.asList(
            new Date(0),
            Optional.of("x"),
            new StringBuilder("x"),
            Double.NaN,
            Float.POSITIVE_INFINITY,
            Map.of(1, "one"),
            noKey,
            List.of(List.of(new Object())),
            scala.collection.immutable.Map$.MODULE$.empty(),
            scala.collection.immutable.List$.MODULE$.empty()))
      assertThatThrownBy(() -> new AttachedData(Map.of("x", value)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("attached data");
  }

  @Test
  void onlyAnObjectIsRead() {
    for (String text : List.of("[]", "1", "\"x\"", "true"))
      assertThatThrownBy(() -> new ObjectMapper().readValue(text, AttachedData.class))
          .hasMessageContaining("must be an object");
  }
}
