import { ArgoCdSyncWindow } from '../../lib/constructs/gitops/argo-cd-sync-window';
import { ResearchOpsProps } from '../research-ops';
import { Cluster } from '../../lib/cluster';
import { AlertReceiver } from '../../lib/constructs/monitoring/alert-receiver';
import { SecretSource } from '../../lib/constructs/workload/secret-source';

/** One place where the system runs: what is rendered for it, and the nodes that it must fit on. */
export interface Environment {
  /** Name of the environment, of its folder below dist/ and of its chart. */
  readonly name: string;
  /** The nodes. */
  readonly cluster: Cluster;
  /** What differs from one environment to another. */
  readonly researchOps: ResearchOpsProps;
  /** How EKS makes the nodes; undefined where somebody else does. */
  readonly eks?: Eks;
  /** How Argo CD follows it, which asks the services after each sync whether they answer; undefined where nobody does. */
  readonly argoCd?: ArgoCd;
  /** Who gets its alerts; undefined where nobody watches. */
  readonly monitoring?: AlertReceivers;
}

/** Who gets the alerts of an environment. */
export interface AlertReceivers {
  readonly receiver: AlertReceiver;
  /** For critical alerts; the other one without it. */
  readonly criticalReceiver?: AlertReceiver;
}

const ALERTS = SecretSource.existing('alerts');

/** The channel in which everybody reads along. */
export const CHANNEL = AlertReceiver.slack('#research-ops', ALERTS.key('slack-url'));

/** Who is woken up. */
export const ON_DUTY = AlertReceiver.pagerDuty(ALERTS.key('pagerduty-key'));

/** How Argo CD follows an environment. */
export interface ArgoCd {
  /** Branch, tag or commit that is followed. */
  readonly targetRevision: string;
  /** When commits are applied by themselves; at any time without them. */
  readonly syncWindows?: ArgoCdSyncWindow[];
}

/** What an EKS cluster has besides its nodes. */
export interface Eks {
  /** GPU nodes that a person may add for an update and take away afterwards. */
  readonly temporaryGpuNodes: number;
  /** Add-ons besides those of every cluster. */
  readonly addons?: string[];
}

/** What is released to an environment: its images in release.yaml. */
export interface Release {
  /** Image of the reasoning model; undefined where it comes from elsewhere. */
  readonly reasoningNimImage?: string;
  /** Image of the embedding model; undefined where it comes from elsewhere. */
  readonly embeddingNimImage?: string;
  /** Image of the orchestrator, with an exact tag or digest. */
  readonly agentOrchestratorImage: string;
  /** Image of the web interface, with an exact tag or digest. */
  readonly webUiImage: string;
}

/** Where the clusters are. */
export const REGION = 'us-east-2';
export const ZONES = ['us-east-2a', 'us-east-2b', 'us-east-2c'];

/**
 * GPU nodes are in one zone, because a model cache on EBS cannot follow its pod into another; their root volume holds
 * several NIM images.
 */
export const GPU_NODES = { zones: [ZONES[0]], volumeSizeGib: 200 };

/** The agents that run on every node: network, storage and GPU plugins, log and metric collectors. */
export const NODE_AGENTS = { cpu: '300m', memory: '600Mi', pods: 8 };

/** NGC API key of the environments whose Secrets an operator makes. */
export const NGC_KEY = { region: REGION, name: 'research-ops/ngc', property: 'api-key' };
