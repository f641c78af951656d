package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The page in Chromium: no request but for itself, no word in the console, whatever hosts said. */
@TestInstance(Lifecycle.PER_CLASS)
class HtmlReportIT {
  private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

  private static final Problem NO_SPACE =
      Problem.of(
          ProblemCode.START_FAILED,
          "docker did not start: no space left on device",
          "make room below /var/lib/docker, then run this again");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(Path.of("/usr/bin/chromium"))
                  .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  private final List<String> disturbances = new ArrayList<>();

  @TempDir Path dir;
  private Page page;

  @BeforeEach
  void newPage() {
    disturbances.clear();
    page = browser.newPage(new Browser.NewPageOptions().setColorScheme(ColorScheme.LIGHT));
    page.onRequest(request -> disturbances.add(request.url()));
    page.onConsoleMessage(message -> disturbances.add(message.text()));
    page.onPageError(disturbances::add);
    page.onDialog(
        dialog -> {
          disturbances.add(dialog.message());
          dialog.dismiss();
        });
  }

  @AfterEach
  void nothingElseHappened() {
    page.close();
    assertThat(disturbances).containsExactly(dir.resolve("run.html").toUri().toString());
  }

  @AfterAll
  void close() {
    playwright.close();
  }

  private void open(HostReport... hosts) throws IOException {
    open(Reports.run(hosts));
  }

  private void open(RunReport run) throws IOException {
    Path file = dir.resolve("run.html");
    ReportFile.named(file).write(run);
    page.navigate(file.toUri().toString());
  }

  private static HostReport host(String name, Outcome outcome) {
    return new HostReport(
        name,
        "10.0.0.1",
        outcome,
        List.of("tcp://10.0.0.1:2375"),
        Reports.FULL.engine(),
        Reports.FULL.changes(),
        Optional.of(1350L),
        Optional.of(true),
        List.of(
            new HostReport.Step("connect", 61, Optional.of(START.plusMillis(500))),
            new HostReport.Step("restart", 1500, Optional.of(START.plusMillis(900)))));
  }

  private static Outcome failed(String what) {
    return new Outcome.Failed(
        List.of(Problem.of(ProblemCode.START_FAILED, what, "see the log of docker")));
  }

  private List<String> shown() {
    return page.locator("#rows .open").allTextContents();
  }

  private Locator count() {
    return page.locator("#count");
  }

  @Test
  void tellsHowTheRunWent() throws IOException {
    open(
        host("web1", new Outcome.Changed(List.of())),
        host("web2", failed("dockerd on web2 did not start")),
        host("web3", failed("dockerd on web3 did not start")));

    assertThat(page.title()).contains("apply");
    assertThat(page.locator("#verdict").textContent())
        .isEqualTo(
            "2 of 3 hosts not as wanted. Docker was down 4.05 s in all, 1.35 s at worst (web1).");
    assertThat(page.locator(".tile").allInnerTexts())
        .containsExactly("3\nhosts", "1\nchanged", "2\nfailed");
    assertThat(page.locator(".group").allInnerTexts())
        .singleElement()
        .asString()
        .contains(
            "start-failed · 2 hosts", "dockerd on HOST did not start", "see the log of docker")
        .contains("web2", "web3");
    assertThat(shown()).containsExactly("web1", "web2", "web3");
    page.locator(".open").first().click();
    assertThat(page.locator("tr.detail").innerText())
        .contains(
            "connect 61 ms, restart 1500 ms", "2 running, all kept", "/etc/docker/daemon.json");
    assertThat(page.locator("tr.detail .add").allTextContents())
        .containsExactly("+{\"tls\": false}");
    assertThat(page.locator("tr.detail .del").allTextContents()).containsExactly("-{}");
  }

  @Test
  void searchesFiltersAndSorts() throws IOException {
    open(
        host("web2", new Outcome.Changed(List.of())),
        host("web10", failed("no space left on device")),
        host("db1", new Outcome.Skipped("the rollout stopped after batch 1")));

    page.getByLabel("Search").fill("SPACE left");
    assertThat(shown()).containsExactly("web10");
    assertThat(count().textContent()).isEqualTo("1 of 3 hosts");
    page.getByLabel("Search").fill("");
    page.locator("#outcome").selectOption("skipped");
    assertThat(shown()).containsExactly("db1");
    assertThat(page.locator(".tile[aria-pressed=true]").innerText()).contains("skipped");
    page.locator(".tile").first().click();
    page.locator("[data-sort=host]").click();
    assertThat(shown()).containsExactly("db1", "web2", "web10");
    page.locator("[data-sort=host]").click();
    assertThat(shown()).containsExactly("web10", "web2", "db1");
    assertThat(page.locator("th[aria-sort=descending]").innerText()).startsWith("Host");
  }

  @Test
  void theKeyboardIsEnough() throws IOException {
    open(host("web1", new Outcome.Changed(List.of())), host("web2", failed("it did not start")));

    page.keyboard().press("Tab");
    page.keyboard().press("Enter"); // skips to the hosts
    page.keyboard().press("Tab");
    page.keyboard().type("web2");
    assertThat(shown()).containsExactly("web2");
    page.locator("#chart").focus();
    page.keyboard().press("End");
    assertThat(page.locator("#at").textContent())
        .isEqualTo(
            "web2: failed; connect at 0.50 s for 61 ms, restart at 0.90 s for 1500 ms; docker down"
                + " 1.35 s");
    page.keyboard().press("Enter");
    assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("web2");
    assertThat(page.locator(".open[aria-expanded=true]").textContent()).isEqualTo("web2");
    assertThat(page.locator("tr.detail").innerText()).contains("it did not start");
  }

  @Test
  void nothingThatAHostSaidIsMarkup() throws IOException {
    String evil =
        "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{script}} \u2028 \ud800"
            + " <!-- &lt; $& \u001b[31m";
    Problem problem = new Problem(ProblemCode.START_FAILED, evil, evil, evil);
    open(
        new HostReport(
            evil,
            evil,
            new Outcome.Failed(List.of(problem)),
            List.of(evil),
            Optional.of(new HostReport.Engine(evil, evil, 1)),
            List.of(new HostReport.FileDiff(evil, "+" + evil)),
            Optional.of(1L),
            Optional.of(false),
            List.of(new HostReport.Step(evil, 1, Optional.of(START)))),
        host("web1", new Outcome.Skipped(evil)));

    page.locator(".open").first().click();
    page.locator("#chart").press("Home");

    assertThat(page.locator("img, script:not(#data)").count()).isEqualTo(1); // the page's own
    assertThat(page.locator("tr.detail .add").textContent()).contains("</script><script>alert(1)");
    assertThat(page.locator("#at").textContent()).contains("<img src=x onerror=alert(2)>");
  }

  @Test
  void isLightOrDarkAsOneLikes() throws IOException {
    open(host("web1", new Outcome.Changed(List.of())));
    String light = ground();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    String dark = ground();
    assertThat(dark).isNotEqualTo(light);
    Locator theme = page.locator("#theme");
    theme.click();
    assertThat(theme.textContent()).isEqualTo("Theme: light");
    assertThat(ground()).isEqualTo(light);
    theme.click();
    assertThat(ground()).isEqualTo(dark);
  }

  private String ground() {
    return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  @Test
  void aNarrowWindowNeedsNoScrollingAside() throws IOException {
    open(host("web1.a-rather-long-name.example", failed("x".repeat(300))));
    page.setViewportSize(360, 640);
    page.locator(".open").first().click();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
  }

  private static HostReport.Step step(String name, long from, long ms) {
    return new HostReport.Step(name, ms, Optional.of(START.plusMillis(from)));
  }

  /** A host of an example: how it ended, and when its change began after that of the others. */
  private static HostReport example(int number, Outcome outcome, long change) {
    boolean stays = outcome.isFailure();
    long down = 1400 + number * 731L % 900;
    long begin = number * 37L % 300;
    List<HostReport.Step> steps =
        new ArrayList<>(List.of(step("connect", begin, 190), step("probe", begin + 190, 240)));
    if (change > 0) {
      long stage = 160 + number * 97L % 200;
      steps.add(step("connect", change, 90));
      steps.add(step("stage", change + 90, stage));
      steps.add(step("restart", change + 90 + stage, down));
      steps.add(step("settle", change + 90 + stage + down, 250));
      steps.add(step("verify", change + 340 + stage + down, 60));
    }
    return new HostReport(
        "web%02d.prod.example.net".formatted(number),
        "10.0.0." + number,
        outcome,
        List.of("tcp://10.0.0." + number + ":2375"),
        number % 3 == 0
            ? Optional.of(new HostReport.Engine("20.10.24", "/var/lib/docker", 2))
            : Reports.FULL.engine(),
        stays || change == 0 ? List.of() : Reports.FULL.changes(),
        change > 0 ? Optional.of(down) : Optional.empty(),
        change > 0 ? Optional.of(true) : Optional.empty(),
        steps);
  }

  /** {@code -Dscreenshot=write} writes the README's picture anew. */
  @Test
  void aRolloutInThreeBatches() throws IOException {
    Outcome changed = new Outcome.Changed(List.of());
    List<HostReport> hosts = new ArrayList<>();
    hosts.add(example(1, changed, 3000));
    hosts.add(example(2, changed, 11_500));
    for (int number = 3; number <= 12; number++) {
      hosts.add(example(number, changed, 20_000 + number * 29 % 150));
    }
    hosts.set(3, example(4, new Outcome.Unchanged(), 0));
    hosts.set(6, example(7, new Outcome.RolledBack(NO_SPACE), 20_100));
    open(new RunReport("1.0.0", "apply", START, START.plusMillis(23_400), hosts));
    page.setViewportSize(1100, 1250);

    page.locator("#chart").press("Home");
    page.locator("#chart").press("ArrowDown");
    page.locator("#chart").press("ArrowDown");
    assertThat(page.locator("#at").textContent())
        .startsWith("web02.prod.example.net: changed; connect at")
        .contains("; waited 11.0 s for its batch; docker down");
    page.mouse().move(0, 0);
    if ("write".equals(System.getProperty("screenshot"))) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("src/report.png").toAbsolutePath()));
    }
  }

  /** How long it takes the browser is printed: from the start until all is there, and a search. */
  @Test
  void fiveThousandHosts() throws IOException {
    Stream<HostReport> many =
        IntStream.rangeClosed(1, 5000)
            .mapToObj(
                i ->
                    host(
                        "web%04d".formatted(i),
                        i % 100 == 0 ? failed("disk " + i) : new Outcome.Changed(List.of())));
    open(many.toArray(HostReport[]::new));
    Object drawn = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete");
    assertThat(count().textContent()).isEqualTo("5000 of 5000 hosts");
    Object searched =
        page.evaluate(
            """
            () => {
              const start = performance.now();
              const search = document.getElementById("search");
              search.value = "disk 4200";
              search.dispatchEvent(new Event("input"));
              document.body.offsetHeight;
              return performance.now() - start;
            }
            """);
    assertThat(shown()).containsExactly("web4200");
    page.getByLabel("Search").fill("");
    while (page.locator("#more").isVisible()) {
      page.locator("#more").evaluate("button => button.click()"); // scrolling moves it away
    }
    assertThat(shown()).hasSize(5000).endsWith("web5000");
    System.err.printf("5,000 hosts: drawn in %s ms, searched in %s ms%n", drawn, searched);
  }
}
