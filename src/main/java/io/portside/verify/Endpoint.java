package io.portside.verify;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;

/**
 * What should be a Docker Engine API, and the words for it when it is not.
 *
 * @param url such as {@code tcp://10.0.0.1:2375}
 * @param authority as in the {@code Host} header
 */
record Endpoint(String url, String authority) {

  /** An address, an IPv6 one without brackets, and a port. */
  static Endpoint tcp(String host, int port) {
    // Neither a URL nor the Host header knows zones (RFC 6874).
    int zone = host.indexOf('%');
    String bare = zone < 0 ? host : host.substring(0, zone);
    String authority = (bare.contains(":") ? "[" + bare + "]" : bare) + ":" + port;
    return new Endpoint("tcp://" + authority, authority);
  }

  @Override
  public String toString() {
    return url;
  }

  ApiException unreachable(String why) {
    return problem(
        ProblemCode.API_UNREACHABLE,
        "no connection: " + why,
        "see that dockerd listens on an address this machine can reach, and that no firewall"
            + " between drops the port");
  }

  ApiException late() {
    return problem(
        ProblemCode.API_TIMEOUT,
        "connected, but no whole answer in time",
        "see whether dockerd is still starting, or whether a firewall or proxy holds the"
            + " connection");
  }

  ApiException notDocker(String why) {
    return problem(
        ProblemCode.API_NOT_DOCKER,
        "what answers is not the Docker Engine API: " + why,
        "see on the host which program owns the port: ss -Hltnp");
  }

  ApiException tooLarge(int max) {
    return problem(
        ProblemCode.OUTPUT_TOO_LARGE,
        "the answer is longer than " + max + " bytes",
        "see on the host which program owns the port: ss -Hltnp");
  }

  ApiException tls() {
    return problem(
        ProblemCode.API_TLS_MISMATCH,
        "the port speaks TLS, this side plain HTTP",
        "set portside_tls to what the host has, or take tls, tlsverify and tls* files out of"
            + " daemon.json");
  }

  ApiException refused(int status, String message) {
    return problem(
        ProblemCode.API_ERROR,
        "docker answered with status " + status + ": " + message,
        "look into the journal of docker.service on the host");
  }

  private ApiException problem(ProblemCode code, String what, String hint) {
    return new ApiException(new Problem(code, toString(), what, hint));
  }
}
