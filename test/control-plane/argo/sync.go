package main

import (
	"fmt"
	"time"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/cache"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/tracing"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2/textlogger"
)

const longest = 4 * time.Minute

// apply syncs the objects with the options of our Applications, waves, hooks and health included. Like the controller
// of Argo CD, it makes a new context of what is live for each step, which continues from the state of the last one.
func apply(config *rest.Config, targets []*unstructured.Unstructured, serverSide bool) ([]Entry, error) {
	ours := map[kube.ResourceKey]bool{}
	for _, target := range targets {
		ours[kube.GetResourceKey(target)] = true
	}
	live := cache.NewClusterCache(config, cache.SetPopulateResourceInfoHandler(func(object *unstructured.Unstructured, _ bool) (any, bool) {
		return nil, ours[kube.GetResourceKey(object)]
	}))
	defer live.Invalidate()
	if err := live.EnsureSynced(); err != nil {
		return nil, err
	}
	kubectl := &kube.KubectlCmd{Log: textlogger.NewLogger(textlogger.NewConfig()), Tracer: tracing.NopTracer{}}
	start := metav1.Now()
	phase, message, results := common.OperationRunning, "", []common.ResourceSyncResult{}
	for time.Since(start.Time) < longest {
		managed, err := live.GetManagedLiveObjs(targets, func(resource *cache.Resource) bool { return ours[resource.ResourceKey()] })
		if err != nil {
			return nil, err
		}
		step, cleanup, err := sync.NewSyncContext("revision", sync.Reconcile(targets, managed, "default", live), config, config, kubectl, "default",
			sync.WithInitialState(phase, message, results, start),
			sync.WithServerSideApply(serverSide),
			sync.WithServerSideApplyManager(manager),
			// Argo CD's default: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#client-side-apply-migration
			sync.WithClientSideApplyMigration(true, common.DefaultClientSideApplyMigrationManager),
			sync.WithSkipDryRunOnMissingResource(true),
			sync.WithPruneLast(true),
		)
		if err != nil {
			return nil, err
		}
		step.Sync()
		phase, message, results = step.GetState()
		cleanup()
		if phase.Completed() {
			return entriesOf(results), nil
		}
		time.Sleep(300 * time.Millisecond)
	}
	return nil, fmt.Errorf("%s passed: %s", longest, message)
}

func entriesOf(results []common.ResourceSyncResult) []Entry {
	entries := []Entry{}
	for _, result := range results {
		status := string(result.Status)
		if result.HookType != "" {
			status = string(result.HookPhase)
		}
		object := result.ResourceKey.Kind + "/" + result.ResourceKey.Name
		entries = append(entries, Entry{Object: object, Status: status, Message: result.Message})
	}
	return entries
}
