package main

import (
	"context"
	"log"
	"math/rand"
	"strings"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

const (
	driver = "csi.nodelet"
	// topologyParameter of a StorageClass: zone (default where a node was chosen), node, or none.
	topologyParameter = "topology"
	selectedNode      = "volume.kubernetes.io/selected-node"
	provisionedBy     = "pv.kubernetes.io/provisioned-by"
)

// volumesReady says whether every volume of a pod is there and attached to its node, as a kubelet waits for.
func (n *nodelet) volumesReady(p *corev1.Pod) bool {
	for _, v := range p.Spec.Volumes {
		name := ""
		if v.PersistentVolumeClaim != nil {
			name = v.PersistentVolumeClaim.ClaimName
		} else if v.Ephemeral != nil {
			name = p.Name + "-" + v.Name
		}
		if name != "" && !n.claimReady(p, name) || v.AWSElasticBlockStore != nil && !n.inlineReady(p, v.AWSElasticBlockStore.VolumeID) {
			return false
		}
	}
	return true
}

func (n *nodelet) claimReady(p *corev1.Pod, name string) bool {
	claim, err := n.claims.PersistentVolumeClaims(p.Namespace).Get(name)
	if err != nil || claim.Spec.VolumeName == "" || claim.Status.Phase != corev1.ClaimBound {
		return false
	}
	volume, err := n.volumes.Get(claim.Spec.VolumeName)
	if err != nil {
		return false
	}
	return volume.Spec.CSI == nil || !n.needsAttach(volume.Spec.CSI.Driver) || n.attached(p, func(s storagev1.VolumeAttachmentSource) bool {
		return s.PersistentVolumeName != nil && *s.PersistentVolumeName == volume.Name
	})
}

// inlineReady is for a disk that a pod names itself, which the controllers translate to its CSI driver.
func (n *nodelet) inlineReady(p *corev1.Pod, id string) bool {
	return n.attached(p, func(s storagev1.VolumeAttachmentSource) bool {
		return s.InlineVolumeSpec != nil && s.InlineVolumeSpec.CSI != nil && strings.HasSuffix(id, s.InlineVolumeSpec.CSI.VolumeHandle)
	})
}

func (n *nodelet) needsAttach(name string) bool {
	d, err := n.drivers.Get(name)
	return err != nil || d.Spec.AttachRequired == nil || *d.Spec.AttachRequired
}

func (n *nodelet) attached(p *corev1.Pod, is func(storagev1.VolumeAttachmentSource) bool) bool {
	all, _ := n.attachments.List(labels.Everything())
	for _, a := range all {
		if a.Spec.NodeName == p.Spec.NodeName && a.Status.Attached && a.DeletionTimestamp == nil && is(a.Spec.Source) {
			return true
		}
	}
	return false
}

// onAttachment attaches what the attach-detach controller asks for. Whether it may ask is that controller's affair.
func (n *nodelet) onAttachment(ctx context.Context, a *storagev1.VolumeAttachment) {
	if a.Status.Attached || a.DeletionTimestamp != nil {
		return
	}
	n.once(a.UID, func() {
		for sleep(ctx, pollInterval) {
			now, err := n.client.StorageV1().VolumeAttachments().Get(ctx, a.Name, metav1.GetOptions{})
			if err != nil || now.UID != a.UID || now.DeletionTimestamp != nil {
				return
			}
			now.Status.Attached = true
			if _, err = n.client.StorageV1().VolumeAttachments().UpdateStatus(ctx, now, metav1.UpdateOptions{}); err == nil {
				return
			}
		}
	})
}

// onClaim provisions a volume the way an external provisioner does: at once, or when the scheduler has chosen a node.
func (n *nodelet) onClaim(ctx context.Context, c *corev1.PersistentVolumeClaim) {
	if c.Spec.VolumeName != "" || c.Spec.StorageClassName == nil || c.DeletionTimestamp != nil {
		return
	}
	class, err := n.classes.Get(*c.Spec.StorageClassName)
	if err != nil || class.Provisioner != driver {
		return
	}
	waits := class.VolumeBindingMode != nil && *class.VolumeBindingMode == storagev1.VolumeBindingWaitForFirstConsumer
	if waits && c.Annotations[selectedNode] == "" {
		return
	}
	n.once(c.UID, func() {
		if _, err := n.client.CoreV1().PersistentVolumes().Create(ctx, n.volumeFor(c, class), metav1.CreateOptions{}); err != nil {
			log.Printf("nodelet: claim %s/%s: %v", c.Namespace, c.Name, err)
		}
	})
}

func (n *nodelet) volumeFor(c *corev1.PersistentVolumeClaim, class *storagev1.StorageClass) *corev1.PersistentVolume {
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: "pvc-" + string(c.UID), Annotations: map[string]string{provisionedBy: driver}},
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: c.Spec.Resources.Requests[corev1.ResourceStorage]},
			AccessModes:                   c.Spec.AccessModes,
			StorageClassName:              class.Name,
			PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimDelete,
			ClaimRef: &corev1.ObjectReference{
				Kind: "PersistentVolumeClaim", APIVersion: "v1", Namespace: c.Namespace, Name: c.Name, UID: c.UID,
			},
			PersistentVolumeSource: corev1.PersistentVolumeSource{CSI: &corev1.CSIPersistentVolumeSource{Driver: driver, VolumeHandle: string(c.UID)}},
			NodeAffinity:           n.affinityFor(c, class.Parameters[topologyParameter]),
		},
	}
}

// affinityFor ties a volume to the zone, or the node, that was chosen for its first pod; where none was, to some zone.
func (n *nodelet) affinityFor(c *corev1.PersistentVolumeClaim, topology string) *corev1.VolumeNodeAffinity {
	key := map[string]string{"": corev1.LabelTopologyZone, "zone": corev1.LabelTopologyZone, "node": corev1.LabelHostname}[topology]
	value := ""
	if chosen, err := n.nodes.Get(c.Annotations[selectedNode]); err == nil {
		value = chosen.Labels[key]
	} else if topology == "zone" {
		value = n.someZone(c.Namespace)
	}
	if key == "" || value == "" {
		return nil
	}
	return &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
		MatchExpressions: []corev1.NodeSelectorRequirement{{Key: key, Operator: corev1.NodeSelectorOpIn, Values: []string{value}}}}}}}
}

// someZone is that of some node, as a provisioner chooses before any pod has a place. Nodes may be told apart by the namespace
// that they are for (label scenario), so that several tests share a cluster.
func (n *nodelet) someZone(namespace string) string {
	nodes, _ := n.nodes.List(labels.Everything())
	own, all := []string{}, []string{}
	for _, node := range nodes {
		if zone := node.Labels[corev1.LabelTopologyZone]; zone != "" && node.Annotations[managedAnnotation] != "" {
			all = append(all, zone)
			if node.Labels["scenario"] == namespace {
				own = append(own, zone)
			}
		}
	}
	if len(own) > 0 {
		all = own
	}
	if len(all) == 0 {
		return ""
	}
	return all[rand.Intn(len(all))]
}

// onVolume deletes what a provisioner deletes: its own volumes once nobody claims them.
func (n *nodelet) onVolume(ctx context.Context, v *corev1.PersistentVolume) {
	if v.Status.Phase == corev1.VolumeReleased && v.Annotations[provisionedBy] == driver && v.DeletionTimestamp == nil {
		n.once(v.UID, func() { _ = n.client.CoreV1().PersistentVolumes().Delete(ctx, v.Name, metav1.DeleteOptions{}) })
	}
}
