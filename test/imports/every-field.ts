import { Testing } from 'cdk8s';
import { AppProject, Application, ApplicationSet } from '../../imports/argoproj.io';
import { SealedSecret } from '../../imports/bitnami.com';
import { ClusterConfig } from '../../imports/eksctl.io';
import { ExternalSecret, SecretStore } from '../../imports/external-secrets.io';
import { EC2NodeClass } from '../../imports/karpenter.k8s.aws';
import { NodePool } from '../../imports/karpenter.sh';
import { Kustomization } from '../../imports/kustomize.toolkit.fluxcd.io';
import { AlertmanagerConfig, PodMonitor, PrometheusRule, ServiceMonitor } from '../../imports/monitoring.coreos.com';
import { GitRepository } from '../../imports/source.toolkit.fluxcd.io';
import { CustomResource } from './custom-resource';

export const metadata = { name: 'example' };
export const destination = { server: 'https://kubernetes.default.svc', name: 'in-cluster', namespace: 'apps' };
export const applicationSpec = {
  project: 'default',
  source: {
    repoURL: 'https://git.example.com/apps.git',
    targetRevision: 'main',
    path: 'dist/production',
    directory: { recurse: true },
  },
  destination,
  syncPolicy: {
    automated: { prune: true, selfHeal: true, allowEmpty: false },
    syncOptions: ['ServerSideApply=true'],
    retry: { limit: 5, backoff: { duration: '30s', factor: 2, maxDuration: '5m' }, refresh: true },
  },
};

/** One object of each kind with every field of its typings, so that no field of them is a wrong one. */
export function everyField(): CustomResource[] {
  const chart = Testing.chart();
  new Application(chart, 'application', {
    metadata: { ...metadata, finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: applicationSpec,
  });
  new ApplicationSet(chart, 'application-set', {
    metadata,
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements: [{ name: 'production', path: 'dist/production' }] } }],
      strategy: {
        type: 'RollingSync',
        rollingSync: {
          steps: [{ matchExpressions: [{ key: 'environment', operator: 'In', values: ['production'] }] }],
        },
      },
      template: {
        metadata: {
          name: '{{ .name }}',
          labels: { environment: '{{ .name }}' },
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        spec: applicationSpec,
      },
      syncPolicy: { preserveResourcesOnDeletion: true },
    },
  });
  new AppProject(chart, 'project', {
    metadata,
    spec: {
      description: 'one',
      sourceRepos: ['https://git.example.com/apps.git'],
      destinations: [destination],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      namespaceResourceBlacklist: [{ group: '', kind: 'Secret' }],
      syncWindows: [
        {
          kind: 'deny',
          schedule: '0 8 * * 1-5',
          duration: '10h',
          applications: ['*'],
          manualSync: true,
          timeZone: 'Europe/Berlin',
        },
      ],
    },
  });
  new ExternalSecret(chart, 'external-secret', {
    metadata,
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'SecretStore', name: 'store' },
      target: {
        name: 'example',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: { type: 'Opaque', engineVersion: 'v2', data: { key: '{{ .key }}' } },
      },
      data: [{ secretKey: 'key', remoteRef: { key: 'remote', property: 'key' } }],
    },
  });
  new SecretStore(chart, 'secret-store', {
    metadata,
    spec: {
      provider: {
        aws: {
          service: 'SecretsManager',
          region: 'us-east-2',
          role: 'arn:aws:iam::123456789012:role/reader',
          auth: { jwt: { serviceAccountRef: { name: 'reader' } } },
        },
      },
    },
  });
  new SealedSecret(chart, 'sealed-secret', {
    metadata,
    spec: { encryptedData: { key: 'AgA=' }, template: { type: 'Opaque', metadata: { labels: { app: 'x' } } } },
  });
  new GitRepository(chart, 'git-repository', {
    metadata,
    spec: {
      url: 'https://git.example.com/apps.git',
      interval: '1m',
      ref: { branch: 'main' },
      secretRef: { name: 'git' },
    },
  });
  new Kustomization(chart, 'kustomization', {
    metadata,
    spec: {
      sourceRef: { kind: 'GitRepository', name: 'apps' },
      path: './dist/production',
      prune: true,
      interval: '10m',
      retryInterval: '2m',
      timeout: '30m',
      wait: true,
      dependsOn: [{ name: 'infrastructure' }],
    },
  });
  new NodePool(chart, 'node-pool', {
    metadata,
    spec: {
      template: {
        metadata: { labels: { team: 'search' } },
        spec: {
          requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }],
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'gpu' },
          taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
          expireAfter: 'Never',
        },
      },
      disruption: { consolidationPolicy: 'WhenEmpty', consolidateAfter: '10m', budgets: [{ nodes: '1' }] },
      limits: { 'nvidia.com/gpu': '3' },
    },
  });
  new EC2NodeClass(chart, 'ec2-node-class', {
    metadata,
    spec: {
      amiSelectorTerms: [{ alias: 'al2023@v20260801' }],
      role: 'KarpenterNodeRole',
      subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'example' } }],
      securityGroupSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'example' } }],
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: '200Gi', volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
        },
      ],
    },
  });
  const selector = { matchLabels: { app: 'example' } };
  const endpoint = {
    port: 'http',
    path: '/metrics',
    scheme: 'http',
    interval: '15s',
    scrapeTimeout: '10s',
    honorLabels: true,
    authorization: { credentials: { name: 'token', key: 'token' } },
    relabelings: [
      { action: 'replace', sourceLabels: ['app'], regex: '(.*)', targetLabel: 'service', replacement: '$1' },
    ],
  };
  new ServiceMonitor(chart, 'service-monitor', {
    metadata,
    spec: { selector, endpoints: [endpoint], jobLabel: 'app', targetLabels: ['app'] },
  });
  new PodMonitor(chart, 'pod-monitor', {
    metadata,
    spec: { selector, podMetricsEndpoints: [endpoint], jobLabel: 'app', podTargetLabels: ['app'] },
  });
  new PrometheusRule(chart, 'prometheus-rule', {
    metadata,
    spec: {
      groups: [
        {
          name: 'example',
          interval: '30s',
          rules: [
            {
              alert: 'Down',
              expr: 'up == 0',
              for: '5m',
              labels: { severity: 'critical' },
              annotations: { summary: 'down' },
            },
            { record: 'up:sum', expr: 'sum(up)' },
          ],
        },
      ],
    },
  });
  const matcher = { name: 'severity', value: 'critical', matchType: '=' };
  const key = { name: 'alerts', key: 'url' };
  new AlertmanagerConfig(chart, 'alertmanager-config', {
    metadata,
    spec: {
      route: {
        receiver: 'all', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '12h',
        routes: [{ receiver: 'all', matchers: [matcher] }],
      },
      receivers: [{
        name: 'all',
        slackConfigs: [{ apiURL: key, channel: '#alerts', sendResolved: true, title: 'a', text: 'b' }],
        pagerdutyConfigs: [{ routingKey: key, sendResolved: true, description: 'a', severity: 'error' }],
        webhookConfigs: [{ urlSecret: key, sendResolved: true }],
      }],
      inhibitRules: [{ sourceMatch: [matcher], targetMatch: [matcher], equal: ['namespace'] }],
    },
  });
  new ClusterConfig(chart, 'cluster-config', {
    metadata: { ...metadata, region: 'us-east-2', version: '1.35', tags: { team: 'search' } },
    availabilityZones: ['us-east-2a', 'us-east-2b'],
    autoModeConfig: { enabled: false },
    iam: {
      withOIDC: true,
      podIdentityAssociations: [
        {
          namespace: 'apps',
          serviceAccountName: 'api',
          roleARN: 'arn:aws:iam::123456789012:role/api',
          permissionPolicyARNs: [],
        },
      ],
    },
    addons: [{ name: 'vpc-cni', version: 'latest', configurationValues: '{"enableNetworkPolicy":"true"}' }],
    addonsConfig: { autoApplyPodIdentityAssociations: true },
    managedNodeGroups: [
      {
        name: 'gpu',
        amiFamily: 'AmazonLinux2023',
        instanceType: 'g5.2xlarge',
        minSize: 2,
        desiredCapacity: 2,
        maxSize: 3,
        volumeSize: 200,
        volumeType: 'gp3',
        volumeEncrypted: true,
        availabilityZones: ['us-east-2a'],
        privateNetworking: true,
        labels: { team: 'search' },
        taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
        updateConfig: { maxUnavailable: 1 },
      },
    ],
  });
  return Testing.synth(chart);
}
