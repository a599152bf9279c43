import { ResearchOpsProps } from '../apps/research-ops';
import { Cluster } from '../cluster/cluster';

/** One place where the system runs: what is rendered for it, and the nodes that it must fit on. */
export interface Environment {
  /** Name of the environment, of its folder below dist/ and of its chart. */
  readonly name: string;
  /** The nodes. */
  readonly cluster: Cluster;
  /** What differs from one environment to another. */
  readonly researchOps: ResearchOpsProps;
}

/** What is released to all environments. */
export interface Release {
  /** Image of the orchestrator, with an exact tag or digest. */
  readonly agentOrchestratorImage: string;
  /** Image of the web interface, with an exact tag or digest. */
  readonly webUiImage: string;
}

/** The agents that run on every node: network, storage and GPU plugins, log and metric collectors. */
export const NODE_AGENTS = { cpu: '300m', memory: '600Mi', pods: 8 };
