package main

import (
	"fmt"
	"sync/atomic"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// address is one nobody else has, in the range 10.128.0.0/9.
func (n *nodelet) address() string {
	i := atomic.AddUint32(&n.nextAddress, 1)
	return fmt.Sprintf("10.%d.%d.%d", 128+(i>>16)%128, (i>>8)%256, i%256)
}

func finishes(p *corev1.Pod) bool {
	if p.Annotations[finishAnnotation] != "" {
		return true
	}
	for _, owner := range p.OwnerReferences {
		if owner.Kind == "Job" && p.Annotations[stateAnnotation] == "" {
			return true
		}
	}
	return false
}

// begin writes what a kubelet reports once it has tried to start the containers. Their state is "" where they run and are ready, and
// "starting" where they run and their startup probe does not succeed yet.
func begin(p *corev1.Pod, address, state string) {
	now := metav1.Now()
	if p.Status.StartTime != nil {
		now = *p.Status.StartTime
	}
	p.Status.StartTime, p.Status.PodIP, p.Status.PodIPs = &now, address, []corev1.PodIP{{IP: address}}
	p.Status.Phase = corev1.PodRunning
	if states[state].pending || state == "init-stuck" {
		p.Status.Phase = corev1.PodPending
	}
	p.Status.InitContainerStatuses = nil
	for _, c := range p.Spec.InitContainers {
		p.Status.InitContainerStatuses = append(p.Status.InitContainerStatuses, initStatus(p, c, state, now))
	}
	p.Status.ContainerStatuses = nil
	for _, c := range p.Spec.Containers {
		p.Status.ContainerStatuses = append(p.Status.ContainerStatuses, containerStatus(p, c, state, now))
	}
	setConditions(p, state == "", state != "init-stuck", now)
}

func setConditions(p *corev1.Pod, ready, initialized bool, now metav1.Time) {
	status := map[bool]corev1.ConditionStatus{true: corev1.ConditionTrue, false: corev1.ConditionFalse}
	conditions := []corev1.PodCondition{}
	scheduled := corev1.PodCondition{Type: corev1.PodScheduled, Status: corev1.ConditionTrue, LastTransitionTime: now}
	for _, c := range p.Status.Conditions {
		switch c.Type {
		case corev1.PodScheduled:
			scheduled = c
		case "PodReadyToStartContainers", corev1.PodInitialized, corev1.ContainersReady, corev1.PodReady:
		default:
			conditions = append(conditions, c)
		}
	}
	p.Status.Conditions = append(conditions, scheduled,
		corev1.PodCondition{Type: "PodReadyToStartContainers", Status: corev1.ConditionTrue, LastTransitionTime: now},
		corev1.PodCondition{Type: corev1.PodInitialized, Status: status[initialized], LastTransitionTime: now},
		corev1.PodCondition{Type: corev1.ContainersReady, Status: status[ready], LastTransitionTime: now},
		corev1.PodCondition{Type: corev1.PodReady, Status: status[ready], LastTransitionTime: now})
}

func containerStatus(p *corev1.Pod, c corev1.Container, state string, now metav1.Time) corev1.ContainerStatus {
	s := corev1.ContainerStatus{Name: c.Name, Image: c.Image, ImageID: c.Image, ContainerID: "nodelet://" + c.Name}
	started := state == "" || state == "never-ready"
	s.Started = &started
	if failed, ok := states[state]; ok {
		failed.show(&s, p, c, now)
		return s
	}
	if state == "init-stuck" {
		s.ContainerID, s.ImageID = "", ""
		s.State.Waiting = &corev1.ContainerStateWaiting{Reason: "PodInitializing"}
		return s
	}
	s.Ready = state == ""
	s.State.Running = &corev1.ContainerStateRunning{StartedAt: now}
	return s
}

func initStatus(p *corev1.Pod, c corev1.Container, state string, now metav1.Time) corev1.ContainerStatus {
	running := state == "init-stuck" || c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
	s := corev1.ContainerStatus{Name: c.Name, Image: c.Image, ImageID: c.Image, ContainerID: "nodelet://" + c.Name, Started: &running}
	if running {
		s.Ready = state != "init-stuck"
		s.State.Running = &corev1.ContainerStateRunning{StartedAt: now}
	} else {
		s.Ready = true
		s.State.Terminated = &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: now, FinishedAt: now}
	}
	return s
}

// finish writes what a kubelet reports when every container has ended well.
func finish(p *corev1.Pod) {
	now := metav1.Now()
	p.Status.Phase = corev1.PodSucceeded
	for i := range p.Status.ContainerStatuses {
		s := &p.Status.ContainerStatuses[i]
		s.Ready, s.State = false, corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: now, FinishedAt: now}}
	}
	setConditions(p, false, true, now)
}
