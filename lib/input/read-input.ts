import { UserError } from '../util/user-error';
import { Cluster } from '../cluster';
import { Snapshot } from '../cluster/snapshot';
import { Before, Model, ModelOptions } from '../manifests';
import { AS_IT_RUNS } from './as-it-runs';
import { askServer } from './ask-server';
import { clusterFrom } from './cluster-from';
import { readLiveCluster } from './live-cluster';
import { InputStreams, loadModel } from './load-model';
import { From, readFrom, snapshotOf } from './read-from';
import { readChunks } from './read-chunks';

/** Where the manifests and the cluster come from. */
export interface InputOptions {
  /** Files, folders, or `-`. */
  readonly paths: string[];
  readonly namespace: string;
  /** Name the files of folders that are skipped. */
  readonly verbose?: boolean;
  /** A description of nodes: a file or a pool specification. */
  readonly nodes?: string;
  /** A snapshot file. */
  readonly cluster?: string;
  /** Ask the cluster that kubectl talks to. */
  readonly live?: boolean;
  /** Ask the API server by dry run what it makes of each object. */
  readonly askServer?: boolean;
  readonly context?: string;
  readonly kubeconfig?: string;
  /** What runs before: a folder, a file, a snapshot, or `git:` with a revision. */
  readonly from?: string;
  /** What is no longer among the manifests is deleted. */
  readonly prune?: boolean;
}

/** What there is to judge. */
export interface Input {
  readonly model: Model;
  /** What runs before, where that was said. */
  readonly from?: Before;
  /** Undefined when nothing was said of nodes. */
  readonly cluster?: Cluster;
  readonly snapshot?: Snapshot;
}

/**
 * Reads manifests and what is known of the cluster.
 *
 * @throws when something does not exist or cannot be read, or the cluster is described twice
 */
export function readInput(options: InputOptions, streams: InputStreams, given: ModelOptions = {}): Input {
  const { paths, namespace, nodes } = options;
  const descriptions = Object.entries({
    '--nodes': nodes, '--cluster': options.cluster, '--live': options.live,
  }).filter(([, value]) => value !== undefined);
  if (descriptions.length > 1) {
    throw new UserError(
      descriptions.map(([flag]) => flag).join(' and '), 'each describes the nodes', 'write one of them',
    );
  }
  const snapshot = readSnapshot(options, streams);
  const said = { ...streams, isVerbose: options.verbose };
  const described = nodes === undefined ? undefined : clusterFrom(nodes);
  const begun = options.from === undefined ? undefined : snapshotOf(options.from, snapshot);
  const known = snapshot ?? begun;
  const about = {
    ...given,
    kubernetes: given.kubernetes ?? known?.kubernetes ?? described?._kubernetes,
    live: known?.objects,
    asked: known?.asked,
  };
  const read = loadModel(paths, said, namespace, about);
  const model = options.askServer ? askServer(read, options, streams.err) : read;
  const from = options.from === undefined ? undefined
    : readFrom({ from: options.from, paths, namespace, to: model.manifests, snapshot: begun }, said, about);
  checkPrune(options.prune === true, from);
  const live = snapshot ?? (nodes === undefined ? begun : undefined);
  return {
    model,
    snapshot: live,
    from: from && {
      model: from.model, name: from.name, prune: options.prune === true, isLive: from.snapshot !== undefined,
      places: from.snapshot?.placesOf(from.model.manifests),
    },
    cluster:
      live?.clusterFor(model, from?.model.manifests) ?? described,
  };
}

function checkPrune(prune: boolean, from: From | undefined): void {
  const problem = !prune ? undefined : !from ? 'nothing says what runs before'
    : from.snapshot ? 'a snapshot does not tell what belongs to these manifests' : undefined;
  if (problem !== undefined) {
    throw new UserError('--prune', problem, 'write --from with a folder, a file, or git:REVISION');
  }
}

function readSnapshot(
  { cluster, live, context, kubeconfig }: InputOptions,
  { err }: InputStreams,
): Snapshot | undefined {
  if (cluster !== undefined) {
    return Snapshot.read(cluster, readChunks(cluster), AS_IT_RUNS);
  }
  return live ? readLiveCluster({ context, kubeconfig }, err) : undefined;
}
