package io.imdsguard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class JsonLinesLogTest {
  private static final int WAIT = 30_000;

  @TempDir private Path folder;
  private final List<String> notices = new CopyOnWriteArrayList<>();

  private static Event event() {
    Event event = new Event();
    event.timeMillis = 1_795_500_000_123L;
    event.seq = 7;
    event.decision = "deny";
    event.reason = "no rule";
    event.mode = "enforce";
    event.service = "ec2";
    event.method = "GET";
    event.path = "/latest/user-data";
    event.kind = "user-data";
    event.imds = "v1";
    event.status = 403;
    event.answered = "gate";
    event.micros = 42;
    event.callerClass = "com.acme.Web";
    event.callerMethod = "get";
    event.callerJar = "acme.jar";
    event.callerStack = List.of("com.acme.Web.get(acme.jar)");
    event.client = "HttpURLConnection";
    event.thread = "main";
    return event;
  }

  private Path file() {
    return folder.resolve("audit.jsonl");
  }

  private JsonLinesLog log(Path file) {
    return JsonLinesLog.open(file.toString(), notices::add, Thread::new);
  }

  private List<String> written(Event... events) throws Exception {
    JsonLinesLog log = log(file());
    for (Event event : events) {
      assertThat(log.write(event, WAIT)).isTrue();
    }
    return Files.readAllLines(file());
  }

  private static Map<?, ?> parsed(String line) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(line);
  }

  @Test
  void anEventIsWrittenOnceItIsSaidToBe() throws Exception {
    assertThat(written(event())).hasSize(1);
  }

  @Test
  void aLineHasTheFieldsThatReadersRelyOn() throws Exception {
    assertThat(new ArrayList<Object>(parsed(written(event()).get(0)).keySet()))
        .containsExactly(
            "time",
            "seq",
            "decision",
            "rule",
            "reason",
            "mode",
            "service",
            "method",
            "path",
            "command",
            "kind",
            "imds",
            "status",
            "answered",
            "micros",
            "caller",
            "client",
            "thread",
            "pid",
            "host",
            "access_key_id",
            "expiration");
  }

  @Test
  void theCallerHasItsOwnFields() throws Exception {
    Map<?, ?> caller = (Map<?, ?>) parsed(written(event()).get(0)).get("caller");

    assertThat(new ArrayList<Object>(caller.keySet()))
        .containsExactly("class", "method", "jar", "loader", "stack");
  }

  @Test
  void theTimeIsUtcToTheMillisecond() throws Exception {
    assertThat(written(event()).get(0)).startsWith("{\"time\":\"2026-11-24T06:00:00.123Z\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "main\n{\"seq\":1,\"decision\":\"allow\"}",
        "a\rb",
        "a\u2028b",
        "a\u2029b",
        "a\u0085b",
        "a\u0000b",
        "\u001b[2J",
        "quote\" and \\",
        "\ud800 alone",
        "</script>",
        "a\tb"
      })
  void noTextCanForgeALine(String text) throws Exception {
    Event event = event();
    event.thread = text;
    event.path = text;
    event.callerClass = text;

    assertThat(written(event)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\"b\\c", "a\tb", "h\u00e9", "\u001b[2J"})
  void textIsReadBackAsItWas(String text) throws Exception {
    Event event = event();
    event.thread = text;

    assertThat(parsed(written(event).get(0)).get("thread")).isEqualTo(text);
  }

  @Test
  void aControlCharacterIsNotWrittenAsItIs() throws Exception {
    Event event = event();
    event.thread = "\u001b[2J\u2028";

    assertThat(written(event).get(0)).doesNotContain("\u001b").doesNotContain("\u2028");
  }

  @Test
  void anUnattributedCallerIsNull() throws Exception {
    Event event = event();
    event.callerClass = null;

    assertThat(parsed(written(event).get(0)).get("caller")).isNull();
  }

  @Test
  void linesAreAppendedToWhatIsThere() throws Exception {
    Files.writeString(file(), "before\n");

    assertThat(written(event())).hasSize(2);
  }

  @Test
  void manyWritersWriteWholeLines() throws Exception {
    JsonLinesLog log = log(file());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Thread thread = new Thread(() -> log.write(event(), WAIT));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(Files.readAllLines(file()))
        .hasSize(50)
        .allMatch(line -> parsed(line).containsKey("seq"));
  }

  @Test
  void aFileThatCantBeWrittenIsReportedAtOnce() {
    log(folder.resolve("no/such/folder/audit.jsonl"));

    assertThat(notices).hasSize(1).first().asString().contains("can't be written");
  }

  @Test
  void whyAFileCantBeWrittenIsSaid() {
    log(folder.resolve("no/such/folder/audit.jsonl"));

    assertThat(notices).first().asString().endsWith(": there is no such folder");
  }

  @Test
  void itIsReportedOnceAndNoMore() {
    JsonLinesLog log = log(folder.resolve("no/such/folder/audit.jsonl"));
    log.write(event(), WAIT);
    log.write(event(), WAIT);

    assertThat(notices).hasSize(1);
  }

  @Test
  void aFolderCantBeWritten() {
    log(folder);

    assertThat(notices).hasSize(1);
  }

  @Test
  void aFullDiskIsNoRecord() {
    assertThat(log(Path.of("/dev/full")).write(event(), WAIT)).isFalse();
  }

  @Test
  void onceItCanBeWrittenAgainTheGapIsCounted() throws Exception {
    Path late = folder.resolve("late/audit.jsonl");
    JsonLinesLog log = log(late);
    log.write(event(), WAIT);
    Files.createDirectories(late.getParent());
    log.write(event(), WAIT);

    assertThat(Files.readAllLines(late).get(0)).contains("\"lost\":1");
  }

  @Test
  void eventsAreNumberedFromOne() {
    JsonLinesLog log = log(file());
    log.nextSeq();

    assertThat(log.nextSeq()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\ud83d", "\ude00a", "\ud83d\ud83d", "\ude00\ud83d", "\ud83d a \ude00"})
  void noHalfOfASurrogatePairIsWritten(String text) throws Exception {
    Event event = event();
    event.thread = text;

    assertThat(written(event).get(0)).doesNotContain("\\ud83d").doesNotContain("\\ude00");
  }

  @Test
  void aSurrogatePairIsReadBackAsItWas() throws Exception {
    Event event = event();
    event.thread = "\ud83d\ude00";

    assertThat(written(event).get(0)).contains("\"thread\":\"\\ud83d\\ude00\"");
  }

  @Test
  void aLongTextIsCutBetweenCharacters() throws Exception {
    Event event = event();
    event.thread = "a".repeat(1_023) + "\ud83d\ude00";

    assertThat(written(event).get(0)).doesNotContain("\\ud83d");
  }

  @Test
  void aLongTextSaysThatItIsCut() throws Exception {
    Event event = event();
    event.thread = "a".repeat(2_000);

    assertThat(written(event).get(0)).contains("\"" + "a".repeat(1_024) + "...\"");
  }

  @Test
  void aDeepStackIsCut() throws Exception {
    Event event = event();
    event.callerStack = Collections.nCopies(100, "com.acme.Web.get(acme.jar)");
    Map<?, ?> caller = (Map<?, ?>) parsed(written(event).get(0)).get("caller");

    assertThat((List<?>) caller.get("stack")).hasSize(32);
  }

  @Test
  void aFileIsItsOwnersOnly() throws Exception {
    written(event());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aFullDiskIsReportedOnce() {
    JsonLinesLog log = log(Path.of("/dev/full"));
    log.write(event(), WAIT);
    log.write(event(), WAIT);

    assertThat(notices).hasSize(1);
  }

  @Test
  void aFileBelowAFileCantBeWritten() throws Exception {
    log(Files.writeString(folder.resolve("plain"), "").resolve("audit.jsonl"));

    assertThat(notices).hasSize(1);
  }

  @Test
  void thatItIsWrittenAgainIsReported() throws Exception {
    Path late = folder.resolve("late/audit.jsonl");
    JsonLinesLog log = log(late);
    log.write(event(), WAIT);
    Files.createDirectories(late.getParent());
    log.write(event(), WAIT);

    assertThat(notices).last().asString().endsWith("is written again; events lost: 1");
  }

  @Test
  void aFaultOfTheNoticeEndsNothing() throws Exception {
    Path late = folder.resolve("late/audit.jsonl");
    JsonLinesLog log = new JsonLinesLog(late.toString(), JsonLinesLogTest::fault, Thread::new);
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> notices.add("ended"));
    try {
      Thread first = new Thread(() -> log.write(event(), WAIT));
      first.setDaemon(true);
      first.start();
      while (notices.isEmpty()) {
        Thread.sleep(1);
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(handler);
    }
    Files.createDirectories(late.getParent());

    assertThat(log.write(event(), WAIT)).isTrue();
  }

  private static void fault(String line) {
    if (line.contains("can't")) {
      throw new IllegalStateException("the notice is broken");
    }
  }

  @Test
  void severalJvmsShareAFile() throws Exception {
    List<Process> jvms = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      jvms.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file().toString())
              .inheritIO()
              .start());
    }
    for (Process jvm : jvms) {
      jvm.waitFor();
    }

    assertThat(Files.readAllLines(file()))
        .hasSize(2 * Writer.EVENTS)
        .allMatch(line -> parsed(line).containsKey("expiration"));
  }

  /** A JVM that writes long events. */
  static final class Writer {
    static final int EVENTS = 200;

    private Writer() {}

    public static void main(String[] args) {
      Event event = event();
      event.callerStack = Collections.nCopies(32, "com.acme.Web.get(acme.jar)".repeat(10));
      JsonLinesLog log = JsonLinesLog.open(args[0], System.err::println, Thread::new);
      for (int i = 0; i < EVENTS; i++) {
        log.write(event, WAIT);
      }
    }
  }

  @Test
  void aPipeThatNobodyReadsHoldsNobodyUp() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(log(pipe).write(event(), 10)).isFalse();
  }
}
