// nodelet stands in for what runs on nodes and beside storage: a kubelet that starts and stops pods without running anything and
// answers for them, a CSI attacher and a CSI provisioner. API server, scheduler and controllers around it are the real ones.
package main

import (
	"context"
	"flag"
	"log"
	"math/rand"
	"os/signal"
	"sync"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	storagelisters "k8s.io/client-go/listers/storage/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

// nodelet acts on what its informers see. Every action is taken once at a time for an object.
type nodelet struct {
	client      kubernetes.Interface
	nodes       corelisters.NodeLister
	pods        corelisters.PodLister
	claims      corelisters.PersistentVolumeClaimLister
	volumes     corelisters.PersistentVolumeLister
	classes     storagelisters.StorageClassLister
	drivers     storagelisters.CSIDriverLister
	attachments storagelisters.VolumeAttachmentLister
	start, stop time.Duration
	mu          sync.Mutex
	busy        map[types.UID]bool
	nextAddress uint32
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how to reach the API server")
	start := flag.Duration("start", 100*time.Millisecond, "time until a pod is ready, from half to one and a half of it")
	stop := flag.Duration("stop", 60*time.Millisecond, "time that a pod takes to stop, from half to one and a half of it")
	flag.Parse()
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		log.Fatal(err)
	}
	config.QPS, config.Burst = 2000, 4000
	ctx, done := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer done()
	n := newNodelet(kubernetes.NewForConfigOrDie(config), *start, *stop)
	n.run(ctx)
}

func newNodelet(client kubernetes.Interface, start, stop time.Duration) *nodelet {
	return &nodelet{client: client, start: start, stop: stop, busy: map[types.UID]bool{}}
}

func (n *nodelet) run(ctx context.Context) {
	port := n.serve(ctx)
	factory := informers.NewSharedInformerFactory(n.client, 0)
	core, storage := factory.Core().V1(), factory.Storage().V1()
	n.nodes, n.pods, n.claims = core.Nodes().Lister(), core.Pods().Lister(), core.PersistentVolumeClaims().Lister()
	n.volumes, n.classes = core.PersistentVolumes().Lister(), storage.StorageClasses().Lister()
	n.drivers, n.attachments = storage.CSIDrivers().Lister(), storage.VolumeAttachments().Lister()
	on := func(informer cache.SharedIndexInformer, f func(any)) {
		_, _ = informer.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: f, UpdateFunc: func(_, o any) { f(o) }})
	}
	on(core.Nodes().Informer(), func(o any) {
		if node := o.(*corev1.Node); n.manages(node.Name) {
			n.onNode(ctx, node, port)
		}
	})
	on(core.Pods().Informer(), func(o any) {
		if p := o.(*corev1.Pod); n.manages(p.Spec.NodeName) {
			n.onPod(ctx, p)
		}
	})
	on(core.PersistentVolumeClaims().Informer(), func(o any) { n.onClaim(ctx, o.(*corev1.PersistentVolumeClaim)) })
	on(core.PersistentVolumes().Informer(), func(o any) { n.onVolume(ctx, o.(*corev1.PersistentVolume)) })
	on(storage.VolumeAttachments().Informer(), func(o any) {
		if a := o.(*storagev1.VolumeAttachment); n.manages(a.Spec.NodeName) {
			n.onAttachment(ctx, a)
		}
	})
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	log.Print("nodelet: running")
	<-ctx.Done()
}

// manages says whether a node is one that was made for it: on a cluster that is used otherwise it touches no other.
func (n *nodelet) manages(name string) bool {
	node, err := n.nodes.Get(name)
	return err == nil && node.Annotations[managedAnnotation] == "true"
}

// once runs f in the background unless an f with the same key still runs.
func (n *nodelet) once(key types.UID, f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.busy[key] {
		return
	}
	n.busy[key] = true
	go func() {
		defer func() { n.mu.Lock(); delete(n.busy, key); n.mu.Unlock() }()
		f()
	}()
}

// about is a random duration from half to one and a half of d, so that pods overtake each other as they do elsewhere.
func about(d time.Duration) time.Duration {
	return d/2 + time.Duration(rand.Int63n(int64(d)+1))
}

// sleep waits, or returns false when the nodelet is told to end.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
