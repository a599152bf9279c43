package main

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// scripted is what a kubelet shows of a container that does not run as it should. Texts are those of a kubelet with containerd.
type scripted struct {
	reason, message string
	// Of the attempt before, where there was one.
	lastExit int32
	restarts int32
	// The pod stays Pending: no container of it has ever run.
	pending bool
	// Events that go with it, as reason and message.
	events [][2]string
}

// states by the value of the annotation nodelet/state. Two more are no failures of a container: never-ready and init-stuck.
var states = map[string]scripted{
	"crash-loop": {
		reason: "CrashLoopBackOff", message: "back-off 1m20s restarting failed container={container} pod={pod}", lastExit: 1, restarts: 5,
		events: [][2]string{{"BackOff", "Back-off restarting failed container {container} in pod {pod}"}},
	},
	"out-of-memory": {
		reason: "CrashLoopBackOff", message: "back-off 1m20s restarting failed container={container} pod={pod}", lastExit: 137, restarts: 5,
		events: [][2]string{{"BackOff", "Back-off restarting failed container {container} in pod {pod}"}},
	},
	"image-not-found": {
		reason: "ImagePullBackOff", message: "Back-off pulling image \"{image}\": ErrImagePull: rpc error: code = NotFound desc = failed to pull " +
			"and unpack image \"{image}\": failed to resolve reference \"{image}\": {image}: not found", pending: true,
		events: [][2]string{{"Failed", "Failed to pull image \"{image}\": rpc error: code = NotFound desc = {image}: not found"}, {"BackOff", "Back-off pulling image \"{image}\""}},
	},
	"image-unauthorized": {
		reason: "ImagePullBackOff", message: "Back-off pulling image \"{image}\": ErrImagePull: failed to authorize: failed to fetch oauth token: " +
			"unexpected status from GET request: 401 Unauthorized", pending: true,
		events: [][2]string{{"Failed", "Failed to pull image \"{image}\": failed to authorize: 401 Unauthorized"}, {"BackOff", "Back-off pulling image \"{image}\""}},
	},
	"config-error": {
		reason: "CreateContainerConfigError", message: "secret \"missing\" not found", pending: true,
		events: [][2]string{{"Failed", "Error: secret \"missing\" not found"}},
	},
	"exec-format": {
		reason: "CrashLoopBackOff", message: "back-off 1m20s restarting failed container={container} pod={pod}", lastExit: 128, restarts: 5,
		events: [][2]string{{"Failed", "Error: failed to create containerd task: exec: \"/main\": exec format error"}},
	},
}

// exitReasons are those that a container runtime gives by exit status.
var exitReasons = map[int32]string{1: "Error", 128: "StartError", 137: "OOMKilled"}

func (s scripted) text(format string, p *corev1.Pod, c corev1.Container) string {
	return strings.NewReplacer("{container}", c.Name, "{image}", c.Image, "{pod}", p.Name).Replace(format)
}

// show writes the state into the status of a container.
func (s scripted) show(status *corev1.ContainerStatus, p *corev1.Pod, c corev1.Container, now metav1.Time) {
	status.RestartCount = s.restarts
	status.State.Waiting = &corev1.ContainerStateWaiting{Reason: s.reason, Message: s.text(s.message, p, c)}
	if s.pending {
		status.ContainerID, status.ImageID = "", ""
	}
	if s.lastExit != 0 {
		status.LastTerminationState.Terminated = &corev1.ContainerStateTerminated{
			ExitCode: s.lastExit, Reason: exitReasons[s.lastExit], StartedAt: now, FinishedAt: now,
		}
	}
}
