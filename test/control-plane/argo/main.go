// Command argo does to a cluster what Argo CD does, by Argo CD's own engine: it compares and syncs manifests.
//
//	argo diff structured|server-side|three-way < list.json
//	argo sync server-side|client-side < list.json
//
// The cluster is that of $KUBECONFIG; the manifests are a List. It prints JSON: one entry for each object.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/tools/clientcmd"
)

// manager is the field manager of Argo CD (common.ArgoCDSSAManager of argo-cd).
const manager = "argocd-controller"

// Entry is what is said of one object.
type Entry struct {
	Object  string          `json:"object"`
	Status  string          `json:"status"`
	Message string          `json:"message,omitempty"`
	Live    json.RawMessage `json:"live,omitempty"`
	Wanted  json.RawMessage `json:"wanted,omitempty"`
}

func main() {
	entries, err := run()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(entries)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "argo:", err)
		os.Exit(1)
	}
}

func run() ([]Entry, error) {
	if len(os.Args) != 3 {
		return nil, fmt.Errorf("write diff or sync, and how")
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 200, 400
	var list unstructured.UnstructuredList
	if err := json.NewDecoder(os.Stdin).Decode(&list); err != nil {
		return nil, err
	}
	targets := make([]*unstructured.Unstructured, len(list.Items))
	for i := range list.Items {
		targets[i] = &list.Items[i]
	}
	switch os.Args[1] {
	case "diff":
		return compare(config, targets, os.Args[2])
	case "sync":
		return apply(config, targets, os.Args[2] == "server-side")
	}
	return nil, fmt.Errorf("%q is neither diff nor sync", os.Args[1])
}

func nameOf(object *unstructured.Unstructured) string {
	return object.GetKind() + "/" + object.GetName()
}
