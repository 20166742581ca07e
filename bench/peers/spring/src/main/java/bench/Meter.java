package bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts what the listener gets, prints what came of it between warm-up and end, and ends the process. */
class Meter {
  private static final int LOOK_EVERY = 256;
  private final long total = Long.parseLong(System.getenv("BENCH_RECORDS"));
  private final double longestSeconds = Double.parseDouble(System.getenv("BENCH_SECONDS"));
  private final double warmUpSeconds = Double.parseDouble(System.getenv("BENCH_WARM_UP_SECONDS"));
  private final long warmUpRecords = Long.parseLong(System.getenv("BENCH_WARM_UP_RECORDS"));
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private long handled;
  private long firstAt;
  private long from;
  private long handledBefore;
  private long cpuBefore;

  void add() {
    handled++;
    if (handled % LOOK_EVERY == 0 || handled == total) look(System.nanoTime());
  }

  private void look(long now) {
    if (firstAt == 0) firstAt = now;
    if (from == 0) {
      if (handled < warmUpRecords && now - firstAt < warmUpSeconds * 1e9) return;
      from = now;
      handledBefore = handled;
      cpuBefore = system.getProcessCpuTime();
    } else if (handled == total || now - from >= longestSeconds * 1e9) {
      System.out.printf(
          "{\"records\":%d,\"seconds\":%f,\"cpuSeconds\":%f,\"rssMiB\":%f}%n",
          handled - handledBefore, (now - from) / 1e9, (system.getProcessCpuTime() - cpuBefore) / 1e9, rssMiB());
      Runtime.getRuntime().halt(0);
    }
  }

  private static double rssMiB() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      var most = lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Double.parseDouble(most.replaceAll("\\D", "")) / 1024;
    } catch (IOException notLinux) {
      return 0;
    }
  }
}
