package io.portside.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenTest {

  @ParameterizedTest
  @CsvSource({
    "tcp://0.0.0.0:2375, Address, tcp://0.0.0.0:2375",
    "tcp://localhost:2375, Address, tcp://127.0.0.1:2375",
    "tcp://[::1]:1, Address, tcp://[::1]:1",
    "tcp://[fd00::1]:65535, Address, tcp://[fd00::1]:65535",
    "tcp://eth1:2375, Interface, tcp://eth1:2375",
    "tcp://br-0a1b.2:2375, Interface, tcp://br-0a1b.2:2375",
    "tcp://10.0.0.0/8:2375, Network, tcp://10.0.0.0/8:2375",
    "tcp://0.0.0.0/0:2375, Network, tcp://0.0.0.0/0:2375",
    "tcp://[fd00::]/64:2375, Network, tcp://[fd00:0:0:0:0:0:0:0]/64:2375"
  })
  void readsTheThreeForms(String text, String form, String shown) {
    Listen listen = Listen.parse(text).orElseThrow();
    assertThat(listen.getClass().getSimpleName()).isEqualTo(form);
    assertThat(listen).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2375",
        "0.0.0.0:2375",
        "tcp://0.0.0.0",
        "tcp://0.0.0.0:0",
        "tcp://0.0.0.0:65536",
        "tcp://0.0.0.0:2375/",
        "tcp://:2375",
        "tcp://256.0.0.1:2375",
        "tcp://10.0.0:2375",
        "tcp://10.0.0.0/33:2375",
        "tcp://eth1/8:2375",
        "tcp://::1:2375",
        "tcp://[::g]:2375",
        "tcp://[eth1]:2375",
        "tcp://[fd00::]/129:2375",
        "tcp://a-name-too-long-for-an-interface:2375",
        "tcp://eth1$(x):2375",
        "tcp://eth 1:2375",
        "unix:///var/run/docker.sock",
        "fd://",
        "http://0.0.0.0:2375"
      })
  void nothingElseIsTaken(String text) {
    assertThat(Listen.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://10.0.0.0/8:1, 10.255.255.255, true",
    "tcp://10.0.0.0/8:1, 11.0.0.0, false",
    "tcp://192.168.1.128/25:1, 192.168.1.127, false",
    "tcp://192.168.1.128/25:1, 192.168.1.129, true",
    "tcp://0.0.0.0/0:1, 8.8.8.8, true",
    "tcp://0.0.0.0/0:1, ::1, false",
    "tcp://10.1.2.3/32:1, 10.1.2.3, true",
    "tcp://[fd00::]/9:1, fd7f::1, true",
    "tcp://[fd00::]/9:1, fd80::1, false"
  })
  void aNetworkHoldsItsAddresses(String network, String address, boolean held) {
    assertThat(Listen.parse(network).orElseThrow())
        .isInstanceOfSatisfying(
            Listen.Network.class,
            n -> assertThat(n.contains(InetAddress.ofLiteral(address))).isEqualTo(held));
  }
}
