package io.portside.hostile;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer that comes as far as a login and a command (RFC 4252, RFC 4254). */
final class RawHost extends RawPeer {
  static final int AUTH_REQUEST = 50;
  static final int AUTH_FAILURE = 51;
  static final int AUTH_SUCCESS = 52;
  static final int AUTH_BANNER = 53;
  static final int AUTH_60 = 60;
  static final int GLOBAL_REQUEST = 80;
  static final int CHANNEL_OPEN = 90;
  static final int OPEN_CONFIRMATION = 91;
  static final int OPEN_FAILURE = 92;
  static final int WINDOW_ADJUST = 93;
  static final int DATA = 94;
  static final int EXTENDED_DATA = 95;
  static final int EOF = 96;
  static final int CLOSE = 97;
  static final int CHANNEL_REQUEST = 98;
  static final int CHANNEL_SUCCESS = 99;
  static final int CHANNEL_FAILURE = 100;

  private static final Pattern READY = Pattern.compile("portside-ready-[0-9a-f]+");
  private static final Pattern PROMPT = Pattern.compile("portside-password-[0-9a-f]+");
  private static final int CHUNK = 32_000;

  private int channel;
  private String line = "";

  RawHost(Socket socket) throws IOException {
    super(socket);
  }

  /** Up to where the client asks to log in. */
  void reachLogin() throws Exception {
    agree();
    byte[] service = await(SERVICE_REQUEST);
    send(Payload.of(SERVICE_ACCEPT).string(field(service, 1)));
    await(AUTH_REQUEST);
  }

  /** Lets anybody in. */
  void admit() throws Exception {
    reachLogin();
    send(Payload.of(AUTH_SUCCESS));
  }

  static Payload failure(String methods, boolean partial) {
    return Payload.of(AUTH_FAILURE).string(methods).octet(partial ? 1 : 0);
  }

  /** Up to where the client wants a channel. */
  void reachChannel() throws Exception {
    admit();
    wanted();
  }

  private void wanted() throws Exception {
    byte[] open = await(CHANNEL_OPEN);
    channel = number(open, 5 + field(open, 1).length);
  }

  void confirm(long window, long packet) throws Exception {
    send(Payload.of(OPEN_CONFIRMATION).number(channel).number(7).number(window).number(packet));
  }

  /** Up to where the command has been told to the host. */
  void reachCommand(long window) throws Exception {
    reachChannel();
    hearCommand(window);
  }

  private void hearCommand(long window) throws Exception {
    confirm(window, 32_768);
    byte[] request = await(CHANNEL_REQUEST);
    int command = 5 + field(request, 5).length + 4 + 1;
    line = new String(field(request, command), StandardCharsets.UTF_8);
  }

  /** The command runs. */
  void run() throws Exception {
    reachCommand(1 << 30);
    answer(CHANNEL_SUCCESS);
  }

  /** A message about the channel that has no more in it. */
  void answer(int type) throws Exception {
    send(about(type));
  }

  Payload about(int type) {
    return Payload.of(type).number(channel);
  }

  String ready() {
    return first(READY);
  }

  String prompt() {
    return first(PROMPT);
  }

  private String first(Pattern pattern) {
    Matcher found = pattern.matcher(line);
    return found.find() ? found.group() : "none";
  }

  /** Stdout of the command, one byte a character. */
  void print(String text) throws Exception {
    for (int from = 0; from < text.length(); from += CHUNK) {
      String piece = text.substring(from, Math.min(text.length(), from + CHUNK));
      send(about(DATA).string(piece.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  void complain(String text) throws Exception {
    send(about(EXTENDED_DATA).number(1).string(text));
  }

  void exit(int status) throws Exception {
    send(about(CHANNEL_REQUEST).string("exit-status").octet(0).number(status));
    answer(EOF);
    answer(CLOSE);
  }

  /** An honest host's way, with an output of one's own. */
  void prints(String output) throws Exception {
    admit();
    goOn(output);
  }

  /** The same, for one who has let the client in. */
  void goOn(String output) throws Exception {
    wanted();
    hearCommand(1 << 30);
    answer(CHANNEL_SUCCESS);
    print(ready() + " 1\n");
    await(EOF);
    print(output);
    exit(0);
    hold();
  }

  void disconnect(String text) throws Exception {
    send(Payload.of(DISCONNECT).number(11).string(text).string(""));
  }
}
