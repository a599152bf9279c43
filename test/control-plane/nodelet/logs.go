package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// logLine is one line that a container has written.
type logLine struct {
	at   time.Time
	text string
}

// serveLogs answers `kubectl logs`: what the annotation nodelet/logs says, and one more line each nodelet/log-every.
func (n *nodelet) serveLogs(w http.ResponseWriter, r *http.Request) {
	p, err := n.pods.Pods(r.PathValue("namespace")).Get(r.PathValue("pod"))
	name, query := r.PathValue("container"), r.URL.Query()
	if err != nil {
		http.Error(w, fmt.Sprintf("pod %q does not exist", r.PathValue("pod")), http.StatusNotFound)
		return
	}
	lines, refusal := linesOf(p, name, query.Get("previous") == "true", time.Now())
	if refusal != "" {
		http.Error(w, refusal, http.StatusBadRequest)
		return
	}
	shown := len(lines)
	write := func(list []logLine) {
		for _, line := range list {
			if query.Get("timestamps") == "true" {
				fmt.Fprintf(w, "%s ", line.at.UTC().Format(time.RFC3339Nano))
			}
			fmt.Fprintln(w, line.text)
		}
		w.(http.Flusher).Flush()
	}
	write(recent(lines, query.Get("sinceSeconds"), query.Get("sinceTime"), query.Get("tailLines")))
	for query.Get("follow") == "true" && n.stillHere(p) && sleep(r.Context(), pollInterval) {
		now, _ := n.pods.Pods(p.Namespace).Get(p.Name)
		if lines, refusal = linesOf(now, name, false, time.Now()); refusal == "" && len(lines) > shown {
			write(lines[shown:])
			shown = len(lines)
		}
	}
}

// linesOf is what a container has written until now, or why there is nothing (pkg/kubelet/kubelet_pods.go, validateContainerLogStatus).
func linesOf(p *corev1.Pod, container string, previous bool, now time.Time) ([]logLine, string) {
	for _, s := range append(append([]corev1.ContainerStatus{}, p.Status.InitContainerStatuses...), p.Status.ContainerStatuses...) {
		if s.Name != container {
			continue
		}
		last := s.LastTerminationState.Terminated
		switch {
		case previous && last == nil:
			return nil, fmt.Sprintf("previous terminated container %q in pod %q not found", container, p.Name)
		case previous || s.State.Waiting != nil && last != nil:
			return append(written(p, container, last.StartedAt.Time), logLine{last.FinishedAt.Time, fmt.Sprintf("exit status %d", last.ExitCode)}), ""
		case s.State.Waiting != nil:
			return nil, fmt.Sprintf("container %q in pod %q is waiting to start: %s", container, p.Name, s.State.Waiting.Message)
		case s.State.Terminated != nil:
			return written(p, container, s.State.Terminated.StartedAt.Time), ""
		}
		start := s.State.Running.StartedAt.Time
		lines := written(p, container, start)
		if every, err := time.ParseDuration(p.Annotations[logEveryAnnotation]); err == nil && every > 0 {
			for i := 1; !start.Add(time.Duration(i) * every).After(now); i++ {
				lines = append(lines, logLine{start.Add(time.Duration(i) * every), fmt.Sprintf("line %d", i)})
			}
		}
		return lines, ""
	}
	return nil, fmt.Sprintf("container %q in pod %q is waiting to start: ContainerCreating", container, p.Name)
}

// written is the text of the annotation, else who started.
func written(p *corev1.Pod, container string, at time.Time) []logLine {
	text := p.Annotations[logsAnnotation]
	if text == "" {
		text = fmt.Sprintf("%s of %s starts", container, p.Name)
	}
	lines := []logLine{}
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		lines = append(lines, logLine{at, line})
	}
	return lines
}

func recent(lines []logLine, seconds, since, tail string) []logLine {
	from := time.Time{}
	if s, err := strconv.Atoi(seconds); err == nil {
		from = time.Now().Add(-time.Duration(s) * time.Second)
	}
	if t, err := time.Parse(time.RFC3339, since); err == nil {
		from = t
	}
	kept := []logLine{}
	for _, line := range lines {
		if !line.at.Before(from) {
			kept = append(kept, line)
		}
	}
	if count, err := strconv.Atoi(tail); err == nil && count < len(kept) {
		kept = kept[len(kept)-count:]
	}
	return kept
}
