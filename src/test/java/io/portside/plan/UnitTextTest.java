package io.portside.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitTextTest {
  @Test
  void onlyExecStartChanges() {
    String before =
        """
        # proxies
        [Service]
        Environment="HTTP_PROXY=http://proxy:3128"
        ExecStart=
        ExecStart=/usr/bin/dockerd -H fd:// \\
          --debug
        LimitNOFILE=1024

        [Unit]
        After=x.service
        """;
    assertThat(UnitText.parse(before).withExecStart("/usr/bin/dockerd --debug"))
        .isEqualTo(
            """
            # proxies
            [Service]
            Environment="HTTP_PROXY=http://proxy:3128"
            ExecStart=
            ExecStart=/usr/bin/dockerd --debug
            LimitNOFILE=1024

            [Unit]
            After=x.service
            """);
  }

  @Test
  void aDropInWithoutExecStartGetsOne() {
    assertThat(UnitText.parse("[Service]\nNice=5\n").withExecStart("/d"))
        .isEqualTo("[Service]\nExecStart=\nExecStart=/d\nNice=5\n");
    assertThat(UnitText.parse("[Unit]\nAfter=x\n").withExecStart("/d"))
        .isEqualTo("[Unit]\nAfter=x\n[Service]\nExecStart=\nExecStart=/d\n");
  }

  @Test
  void readsContinuedLinesAndIgnoresOtherSections() {
    assertThat(
            UnitText.parse("[X]\nExecStart=/no\n[Service]\nExecStart=/a \\\n -H x\n#ExecStart=/b\n")
                .execStarts())
        .containsExactly("/a   -H x");
  }
}
