package io.portside.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          web01 web02 web03 => web[01:03]
          web1 web2 => web1 web2
          web8 web9 web10 web11 => web[8:11]
          web08 web09 web10 => web[08:10]
          web099 web100 web101 => web[099:101]
          web98 web99 web100 => web[98:100]
          web1 web02 web3 => web1 web02 web3
          web3 web2 web1 => web3 web2 web1
          web1 web3 web5 => web1 web3 web5
          a1 a2 a3 b b1 b2 b3 => a[1:3] b b[1:3]
          r1w1 r1w2 r1w3 r2w1 r2w2 r2w3 => r1w[1:3] r2w[1:3]
          r1w1 r2w1 r3w1 => r[1:3]w1
          10.0.0.9 10.0.0.10 10.0.0.11 => 10.0.0.[9:11]
          web1.example.org web2.example.org web3.example.org => web[1:3].example.org
          x00 x01 x02 => x[00:02]
          x0 x1 x2 => x[0:2]
          w[1 w[2 w[3 => w[1 w[2 w[3
          x99999999999 x99999999999 x1 x2 x3 => x99999999999 x99999999999 x[1:3]
          same same same => same same same
          """)
  void foldsNamesInARowThatDifferInOneNumber(String names, String folded) {
    assertThat(String.join(" ", HostNames.fold(List.of(names.split(" ", -1))))).isEqualTo(folded);
  }

  @Test
  void lineIsBounded() {
    assertThat(HostNames.line(List.of("alpha", "beta"), 100)).isEqualTo("alpha, beta");
    assertThat(HostNames.line(List.of("alpha", "beta"), 8)).isEqualTo("alpha, …");
    assertThat(HostNames.fold(List.of())).isEmpty();
  }
}
