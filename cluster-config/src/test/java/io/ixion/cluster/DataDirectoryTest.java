package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final int SOMEBODY = 65_534;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void place() throws IOException {
    folder = folder.toRealPath();
    data = folder.resolve("data");
  }

  /** As a node of an earlier version left it, with one program and one file of the database. */
  private Path left() throws IOException {
    Files.createDirectories(data.resolve("postgres/base"));
    Files.writeString(data.resolve("ixion.lock"), "1");
    Files.writeString(data.resolve("postgres.password"), "secret");
    Files.writeString(data.resolve("postgres/base/1"), "stored");
    Path program = data.resolve("binaries/PG-1/bin/postgres");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh");
    Files.writeString(data.resolve("binaries/PG-1/.exists"), "");
    for (Path file : Trees.all(data))
      Trees.set(file, Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--");
    Trees.set(program, "rwxr-xr-x");
    return program;
  }

  private static boolean isRoot() throws IOException {
    return Access.ourselves() == 0;
  }

  private static void giveAway(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void isMadeWithWhatIsMissingAboveIt() throws Exception {
    Path deep = folder.resolve("a/b/data");
    assertThat(DataDirectory.open(deep).home()).isEqualTo(deep);
    Trees.assertOwnersOnly(folder.resolve("a"));
  }

  @Test
  void oneThatIsThereIsNarrowedToItsOwner() throws Exception {
    Files.createDirectories(data);
    for (String loose : new String[] {"rwxr-xr-x", "rwxrwxrwx", "rwxrwx---", "rwx-----x"}) {
      Trees.set(data, loose);
      DataDirectory.open(data);
      assertThat(Trees.permissions(data)).isEqualTo("rwx------");
    }
  }

  @Test
  void isMendedDownToTheLastFileAndKeepsWhatIsStored() throws Exception {
    Path program = left();
    DataDirectory.open(data).mend();
    assertThat(program).hasContent("#!/bin/sh");
    assertThat(data.resolve("postgres/base/1")).hasContent("stored");
    for (Path file : Trees.all(data))
      if (!file.startsWith(data.resolve("binaries")))
        assertThat(Access.of(file).openToOthers()).as("%s", file).isFalse();
    for (Path file : Trees.all(data.resolve("postgres"))) Trees.set(file, "rwxrwxrwx");
    DataDirectory.open(data).mend();
    Trees.assertOwnersOnly(data.resolve("postgres"));
  }

  @Test
  void programsThatOthersCouldHaveChangedAreRemoved() throws Exception {
    for (String loose : new String[] {"binaries", "binaries/PG-1", "binaries/PG-1/bin/postgres"}) {
      Path program = left();
      Trees.set(data.resolve(loose), "rwxrwxr-x");
      DataDirectory.open(data).mend();
      assertThat(program).as(loose).doesNotExist();
      assertThat(data.resolve("postgres/base/1")).hasContent("stored");
    }
  }

  @Test
  void programsThatAreNotWholeAreRemoved() throws Exception {
    Path program = left();
    Files.delete(data.resolve("binaries/PG-1/.exists"));
    DataDirectory.open(data).mend();
    assertThat(program).doesNotExist();
  }

  @Test
  void whatLinksLeadToIsLeftAlone() throws Exception {
    Path program = left();
    Path outside = Files.writeString(folder.resolve("outside"), "");
    Trees.set(outside, "rw-rw-rw-");
    Files.createSymbolicLink(data.resolve("postgres/link"), outside);
    Files.createSymbolicLink(program.resolveSibling("link"), outside);
    DataDirectory.open(data).mend();
    assertThat(program).exists();
    assertThat(Trees.permissions(outside)).isEqualTo("rw-rw-rw-");
  }

  @Test
  void aFolderOfAnotherIsRefused() throws Exception {
    Path another = Path.of("/usr");
    if (isRoot()) giveAway(another = Files.createDirectory(data));
    Path given = another;
    assertThatThrownBy(() -> DataDirectory.open(given))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining(given.toString())
        .hasMessageContaining("belongs to another user")
        .hasMessageContaining("--data");
  }

  @Test
  void aFolderThatHoldsOtherThingsOrIsForAllIsNotNarrowed() throws Exception {
    Files.createDirectories(data.resolve("pictures"));
    Trees.set(data, "rwxr-xr-x");
    assertThatThrownBy(() -> DataDirectory.open(data))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("holds what is not Ixion's");
    assertThat(Trees.permissions(data)).isEqualTo("rwxr-xr-x");
    Access.set(data, 01777);
    assertThatThrownBy(() -> DataDirectory.open(data)).hasMessageContaining("for all users");
    assertThat(Access.of(data).shown()).isEqualTo("1777");
  }

  @Test
  void nobodyReplacesItInAFolderOfOurs() throws Exception {
    Path above = Files.createDirectory(folder.resolve("above"));
    Access.set(above, 0777);
    DataDirectory.open(above.resolve("between/data"));
    assertThat(Access.of(above).shown()).isEqualTo("1777");
    DataDirectory.open(above.resolve("between/data"));
    assertThat(Access.of(above).shown()).isEqualTo("1777");
  }

  @Test
  void whatIsAnothersIsFoundWhereverItLies() throws Exception {
    if (!isRoot()) return; // only root can give files away
    Path stored = left().resolveSibling("planted");
    Files.writeString(stored, "");
    giveAway(stored);
    DataDirectory.open(data).mend();
    assertThat(data.resolve("binaries")).doesNotExist();
    giveAway(data.resolve("postgres/base/1"));
    assertThatThrownBy(() -> DataDirectory.open(data).mend())
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("postgres/base/1");

    Path above = Files.createDirectory(folder.resolve("above"));
    giveAway(above);
    Access.set(above, 0777);
    assertThatThrownBy(() -> DataDirectory.open(above.resolve("data")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("every user of this machine");
  }
}
