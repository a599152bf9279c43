// Command alertmanager turns AlertmanagerConfigs into the configuration of Alertmanager, by the package of the
// Prometheus operator that does so in a cluster:
//
//	alertmanager < input.json > alertmanager.yaml
//
// The input holds the AlertmanagerConfigs and the Secrets that they refer to. Alerts that none of them takes go to
// nobody, as in kube-prometheus-stack.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"

	"github.com/blang/semver/v4"
	"github.com/prometheus-operator/prometheus-operator/pkg/alertmanager"
	validation "github.com/prometheus-operator/prometheus-operator/pkg/alertmanager/validation/v1alpha1"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes/fake"
)

const base = "route:\n  receiver: \"null\"\nreceivers:\n- name: \"null\"\n"

type input struct {
	Configs []*monitoringv1alpha1.AlertmanagerConfig `json:"configs"`
	Secrets []*corev1.Secret                         `json:"secrets"`
}

func main() {
	output, err := convert()
	if err != nil {
		fmt.Fprintln(os.Stderr, "alertmanager:", err)
		os.Exit(1)
	}
	os.Stdout.Write(output)
}

func convert() ([]byte, error) {
	var in input
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return nil, err
	}
	client := fake.NewSimpleClientset()
	ctx := context.Background()
	for _, secret := range in.Secrets {
		if err := client.Tracker().Add(secret); err != nil {
			return nil, err
		}
	}
	configs := map[string]*monitoringv1alpha1.AlertmanagerConfig{}
	for _, config := range in.Configs {
		if err := validation.ValidateAlertmanagerConfig(config); err != nil {
			return nil, fmt.Errorf("%s: %w", config.Name, err)
		}
		configs[config.Namespace+"/"+config.Name] = config
	}
	store := assets.NewStoreBuilder(client.CoreV1(), client.CoreV1())
	// The Alertmanager of Debian 12.
	version := semver.MustParse("0.25.0")
	owner := &monitoringv1.Alertmanager{}
	owner.Namespace = "monitoring"
	builder := alertmanager.NewConfigBuilder(slog.New(slog.DiscardHandler), version, store, owner)
	if err := builder.InitializeFromRawConfiguration([]byte(base)); err != nil {
		return nil, err
	}
	if err := builder.AddAlertmanagerConfigs(ctx, configs); err != nil {
		return nil, err
	}
	return builder.MarshalJSON()
}
