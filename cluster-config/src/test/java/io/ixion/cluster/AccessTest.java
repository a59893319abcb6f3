package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessTest {
  private static final int FILE = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int ROOT = 0;
  private static final int US = 1000;
  private static final int ANOTHER = 1001;

  @Test
  void onlyWeAndRootMayHaveChangedWhatIsTrusted() {
    for (int mode : new int[] {0600, 0644, 0700, 0755, 0555, 04755, 0}) {
      assertThat(new Access(FILE | mode, US).onlyChangedBy(US)).isTrue();
      assertThat(new Access(FOLDER | mode, ROOT).onlyChangedBy(US)).isTrue();
      assertThat(new Access(FILE | mode, ANOTHER).onlyChangedBy(US)).isFalse();
      assertThat(new Access(FILE | mode, US).onlyChangedBy(ROOT)).isFalse();
    }
    for (int mode : new int[] {0602, 0620, 0666, 0777, 01777, 02775, 0002})
      for (int user : new int[] {ROOT, US, ANOTHER})
        assertThat(new Access(FOLDER | mode, user).onlyChangedBy(US)).isFalse();
  }

  @Test
  void theModeOfALinkSaysNothing() {
    assertThat(new Access(LINK | 0777, US).onlyChangedBy(US)).isTrue();
    assertThat(new Access(LINK | 0777, ANOTHER).onlyChangedBy(US)).isFalse();
    assertThat(new Access(LINK | 0777, US).openToOthers()).isFalse();
  }

  @Test
  void allReplaceFilesWhereAllWriteAndNothingKeepsThemApart() {
    for (int mode : new int[] {0777, 0757, 0002, 02777})
      assertThat(new Access(FOLDER | mode, ROOT).letsAllReplace()).isTrue();
    for (int mode : new int[] {0755, 0775, 0700, 01777, 03777})
      assertThat(new Access(FOLDER | mode, ROOT).letsAllReplace()).isFalse();
  }

  @Test
  void nothingButTheRightsOfOthersIsTaken() {
    assertThat(new Access(FOLDER | 0777, US).withoutOthers()).isEqualTo(0700);
    assertThat(new Access(FOLDER | 02755, US).withoutOthers()).isEqualTo(02700);
    assertThat(new Access(FILE | 0466, US).withoutOthers()).isEqualTo(0400);
    assertThat(new Access(FOLDER | 0777, US).withSharing()).isEqualTo(01777);
    assertThat(new Access(FOLDER | 02777, US).withSharing()).isEqualTo(03777);
    assertThat(new Access(FOLDER | 01777, US).shown()).isEqualTo("1777");
    for (int mode : new int[] {0701, 0710, 0640, 0604})
      assertThat(new Access(FILE | mode, US).openToOthers()).isTrue();
    assertThat(new Access(FILE | 0700, US).openToOthers()).isFalse();
  }
}
