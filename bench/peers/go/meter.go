package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const lookEvery = 256

// Counts what is consumed, prints what came of it between warm-up and end, and ends the process.
type meter struct {
	total, warmUpRecords      int
	longestSeconds, warmUpFor float64
	handled, handledBefore    int
	firstAt, from             time.Time
	cpuBefore                 float64
}

func newMeter() *meter {
	return &meter{
		total:          int(setting("BENCH_RECORDS")),
		longestSeconds: setting("BENCH_SECONDS"),
		warmUpRecords:  int(setting("BENCH_WARM_UP_RECORDS")),
		warmUpFor:      setting("BENCH_WARM_UP_SECONDS"),
	}
}

func (m *meter) add() {
	m.handled++
	if m.handled%lookEvery == 0 || m.handled == m.total {
		m.look(time.Now())
	}
}

func (m *meter) look(now time.Time) {
	if m.firstAt.IsZero() {
		m.firstAt = now
	}
	if m.from.IsZero() {
		if m.handled < m.warmUpRecords && now.Sub(m.firstAt).Seconds() < m.warmUpFor {
			return
		}
		m.from, m.handledBefore = now, m.handled
		m.cpuBefore, _ = usage()
	} else if m.handled == m.total || now.Sub(m.from).Seconds() >= m.longestSeconds {
		cpu, rss := usage()
		fmt.Printf("{\"records\":%d,\"seconds\":%f,\"cpuSeconds\":%f,\"rssMiB\":%f}\n",
			m.handled-m.handledBefore, now.Sub(m.from).Seconds(), cpu-m.cpuBefore, rss)
		os.Exit(0)
	}
}

// CPU seconds of the process so far, and the most memory it had: not rusage's Maxrss, which begins with the parent's.
func usage() (cpuSeconds, rssMiB float64) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, 0
	}
	seconds := func(value syscall.Timeval) float64 { return float64(value.Sec) + float64(value.Usec)/1e6 }
	return seconds(used.Utime) + seconds(used.Stime), mostRssMiB()
}

func mostRssMiB() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		if kiB, found := strings.CutPrefix(line, "VmHWM:"); found {
			most, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(kiB, "kB")), 64)
			return most / 1024
		}
	}
	return 0
}

func setting(name string) float64 {
	value, err := strconv.ParseFloat(os.Getenv(name), 64)
	if err != nil {
		panic(name + " is no number: " + err.Error())
	}
	return value
}
