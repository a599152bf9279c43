package main

import (
	"context"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/diff"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/tracing"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2/textlogger"
)

// compare tells of each object whether Argo CD takes it for OutOfSync, by one of its three strategies:
// https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/
func compare(config *rest.Config, targets []*unstructured.Unstructured, strategy string) ([]Entry, error) {
	kubectl := &kube.KubectlCmd{Log: textlogger.NewLogger(textlogger.NewConfig()), Tracer: tracing.NopTracer{}}
	_, parser, err := kubectl.LoadOpenAPISchema(config)
	if err != nil {
		return nil, err
	}
	options := []diff.Option{diff.WithGVKParser(parser), diff.WithManager(manager)}
	switch strategy {
	case "structured":
		options = append(options, diff.WithStructuredMergeDiff(true))
	case "server-side":
		applier, cleanup, err := kubectl.ManageServerSideDiffDryRuns(config)
		if err != nil {
			return nil, err
		}
		defer cleanup()
		options = append(options, diff.WithServerSideDiff(true), diff.WithServerSideDryRunner(diff.NewK8sServerSideDryRunner(applier)))
	}
	entries := []Entry{}
	for _, target := range targets {
		live, err := kubectl.GetResource(context.Background(), config, target.GroupVersionKind(), target.GetName(), target.GetNamespace())
		if apierrors.IsNotFound(err) {
			entries = append(entries, Entry{Object: nameOf(target), Status: "Missing"})
			continue
		}
		if err != nil {
			return nil, err
		}
		result, err := diff.Diff(target, live, options...)
		switch {
		case err != nil:
			entries = append(entries, Entry{Object: nameOf(target), Status: "Error", Message: err.Error()})
		case result.Modified:
			entries = append(entries, Entry{Object: nameOf(target), Status: "OutOfSync", Live: result.NormalizedLive, Wanted: result.PredictedLive})
		default:
			entries = append(entries, Entry{Object: nameOf(target), Status: "Synced"})
		}
	}
	return entries, nil
}
