import { existsSync, Stats } from 'node:fs';
import { asUserError, UserError } from '../util/user-error';
import { Cluster, isNodesFile } from '../cluster';
import { decodeText } from './decode-text';
import { readAtMost } from './read-at-most';
import { statAt } from './stat-at';

/** Bytes of a description of nodes: some 25 KiB of JSON for each of 5,000 nodes, twice. */
const MOST_BYTES = 256 * 1024 * 1024;

const REMEDY =
  'write a file of nodes (kind: Nodes), an eksctl ClusterConfig file, the output of kubectl get nodes -o json, or pools such as ' +
  'gpu=2xg5.2xlarge,cpu=3xm6i.large';

/**
 * The cluster that an argument names: a file of nodes, an eksctl ClusterConfig file, a file with the output of
 * `kubectl get nodes -o json`, or a pool specification such as `gpu=2xg5.2xlarge,cpu=3-6xm6i.large`.
 *
 * @throws when it is none of them
 */
export function clusterFrom(argument: string): Cluster {
  if (argument.trim() === '') {
    return refuse(argument, 'names no nodes');
  }
  const found = fileOf(argument);
  if (!found) {
    return looksLikeFile(argument) ? refuse(argument, 'no such file') : Cluster.fromSpec(argument);
  }
  if (found.isDirectory()) {
    return refuse(argument, 'is a folder');
  }
  const text = readText(argument);
  if (/^kind:\s*NodePool\b/m.test(text) && text.includes('karpenter.sh/')) {
    return refuse(
      argument, 'a Karpenter NodePool, which says what nodes may be made',
      'give it among the manifests, and with --nodes the nodes that there are',
    );
  }
  if (isNodesFile(text)) {
    return Cluster.fromNodesFile(text, argument);
  }
  if (!isNodeList(text) && !IS_EKSCTL.test(text)) {
    return refuse(argument, 'holds neither nodes nor an eksctl ClusterConfig');
  }
  try {
    return isNodeList(text) ? Cluster.fromNodeList(text) : Cluster.fromEksctl(text);
  } catch (error) {
    throw asUserError(`nodes '${argument}'`, error, REMEDY);
  }
}

function readText(argument: string): string {
  let bytes: Buffer;
  try {
    bytes = readAtMost(argument, MOST_BYTES);
  } catch (error) {
    throw asUserError(`nodes '${argument}'`, error);
  }
  return bytes.length > MOST_BYTES
    ? refuse(argument, `more than ${MOST_BYTES / 2 ** 20} MiB`)
    : decodeText(bytes, `nodes '${argument}'`);
}

const IS_EKSCTL = /kind["']?\s*:\s*["']?ClusterConfig/;

/** JSON, or YAML, of nodes and not of an eksctl file, which may be written as JSON too. */
function isNodeList(text: string): boolean {
  return (
    !IS_EKSCTL.test(text)
    && (/^\s*[{[]/.test(text) || /^\s*(?:- )?kind:\s*(?:List|NodeList|Node)\b/m.test(text))
  );
}

/** A specification has an equals sign, and may be longer than the name of a file. */
const isSpec = (argument: string): boolean => argument.includes('=') && !existsSync(argument);

function fileOf(argument: string): Stats | undefined {
  return isSpec(argument) ? undefined : statAt(argument, `nodes '${argument}'`);
}

function looksLikeFile(argument: string): boolean {
  return /\.(ya?ml|json)$/i.test(argument) || (argument.includes('/') && !isSpec(argument));
}

function refuse(argument: string, reason: string, remedy = REMEDY): never {
  throw new UserError(`nodes '${argument}'`, reason, remedy);
}
