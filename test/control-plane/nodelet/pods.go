package main

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Annotations of a pod that script what its node makes of it.
const (
	stateAnnotation    = "nodelet/state"        // one of states, never-ready or init-stuck; absent: it runs
	readyAnnotation    = "nodelet/ready-after"  // duration that the pod runs before it is ready, exact
	stopAnnotation     = "nodelet/stop-after"   // duration that stopping takes, exact
	finishAnnotation   = "nodelet/finish-after" // duration after which the pod succeeds; pods of a Job finish at once without it
	logsAnnotation     = "nodelet/logs"         // what each container writes when it starts
	logEveryAnnotation = "nodelet/log-every"    // duration after which it writes one more line, again and again
	responseAnnotation = "nodelet/response"     // what every container port answers to HTTP
)

// managedAnnotation of a node: the nodelet is its kubelet.
const managedAnnotation = "nodelet/managed"

const pollInterval = 25 * time.Millisecond

func (n *nodelet) onPod(ctx context.Context, p *corev1.Pod) {
	switch {
	case p.Spec.NodeName == "":
	case p.DeletionTimestamp != nil:
		n.once(p.UID+"/stop", func() { n.stopPod(ctx, p) })
	case p.Status.Phase == corev1.PodPending && !hasStarted(p):
		n.once(p.UID, func() { n.startPod(ctx, p) })
	}
}

// hasStarted says whether a pod that stays Pending has its scripted state already.
func hasStarted(p *corev1.Pod) bool {
	return p.Annotations[stateAnnotation] != "" && p.Status.StartTime != nil
}

func durationOf(p *corev1.Pod, annotation string, otherwise time.Duration) time.Duration {
	if d, err := time.ParseDuration(p.Annotations[annotation]); err == nil {
		return d
	}
	return about(otherwise)
}

func (n *nodelet) stopPod(ctx context.Context, p *corev1.Pod) {
	if !sleep(ctx, durationOf(p, stopAnnotation, n.stop)) {
		return
	}
	zero := int64(0)
	options := metav1.DeleteOptions{GracePeriodSeconds: &zero, Preconditions: &metav1.Preconditions{UID: &p.UID}}
	_ = n.client.CoreV1().Pods(p.Namespace).Delete(ctx, p.Name, options)
}

func (n *nodelet) startPod(ctx context.Context, p *corev1.Pod) {
	if reason, message := n.refusal(p); reason != "" {
		n.update(ctx, p, func(now *corev1.Pod) {
			now.Status.Phase, now.Status.Reason, now.Status.Message = corev1.PodFailed, reason, message
		})
		return
	}
	for !n.volumesReady(p) {
		if !sleep(ctx, pollInterval) || !n.stillHere(p) {
			return
		}
	}
	if !sleep(ctx, about(n.start)) {
		return
	}
	address := n.address()
	if wait, err := time.ParseDuration(p.Annotations[readyAnnotation]); err == nil {
		n.update(ctx, p, func(now *corev1.Pod) { begin(now, address, "starting") })
		if !sleep(ctx, wait) {
			return
		}
	}
	state := p.Annotations[stateAnnotation]
	n.update(ctx, p, func(now *corev1.Pod) { begin(now, address, state) })
	n.tell(ctx, p, states[state])
	if finishes(p) && sleep(ctx, durationOf(p, finishAnnotation, n.stop)) {
		n.update(ctx, p, finish)
	}
}

func (n *nodelet) stillHere(p *corev1.Pod) bool {
	now, err := n.pods.Pods(p.Namespace).Get(p.Name)
	return err == nil && now.UID == p.UID && now.DeletionTimestamp == nil
}

// update changes the status of a pod that still exists, and tries again when somebody else was quicker.
func (n *nodelet) update(ctx context.Context, p *corev1.Pod, change func(*corev1.Pod)) {
	for range 20 {
		now, err := n.client.CoreV1().Pods(p.Namespace).Get(ctx, p.Name, metav1.GetOptions{})
		if err != nil || now.UID != p.UID || now.DeletionTimestamp != nil {
			return
		}
		change(now)
		if _, err = n.client.CoreV1().Pods(p.Namespace).UpdateStatus(ctx, now, metav1.UpdateOptions{}); err == nil || !sleep(ctx, pollInterval) {
			return
		}
	}
}
