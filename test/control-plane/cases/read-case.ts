import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Cluster } from '../../../lib/cluster';
import { Model } from '../../../lib/manifests';
import { plan } from '../../../lib/prover/plan';
import { RolloutPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { nodesOf } from '../support/nodes-of';

/** What a case says should be found: for each question the allowed verdicts of workloads such as `Deployment/web`. */
export interface Expectation {
  readonly plan?: { readonly [workload: string]: string[] };
  readonly alone?: { readonly [workload: string]: string[] };
  readonly drain?: { readonly [workload: string]: string[] };
  /** The node that is drained. */
  readonly drained?: string;
}

/** A node that is drained, once what comes before it was applied, and the text of what is asked for meanwhile. */
export interface DrainedNode {
  readonly node: string;
  readonly halfWay: readonly Json[];
  readonly asked: string;
}

/** What one apply, with what is gone deleted, makes of the manifest. */
export interface AskedChange {
  readonly objects: Json[];
  readonly plan: RolloutPlan;
  /** Where something comes before it, that, and the text of the change: it is judged from what the cluster then has. */
  readonly halfWay?: { readonly objects: Json[]; readonly asked: string };
}

/**
 * A folder with manifest.yaml, nodes.json or nodes.txt (a pool specification), and expect.json; with after.yaml, what
 * is expected is said of the change from the one to the other, or, with half-way.yaml, which is applied before, from
 * what the cluster then has, of which nothing is deleted but what half-way.yaml marks (`half-way/delete`, with a
 * propagation policy). Where
 * expect.json names a node, that one is drained from there, and nothing is changed: after.yaml is what is asked for
 * beside what half-way.yaml has changed.
 */
export interface Case {
  readonly name: string;
  readonly objects: Json[];
  readonly nodes: Json[];
  /** Whether there may be more nodes than those: what is proven with them cannot be seen here. */
  readonly grows: boolean;
  readonly expect: Expectation;
  readonly plan: RolloutPlan;
  readonly change?: AskedChange;
  readonly drained?: DrainedNode;
}

/** The cases of a folder, or some of them. */
export function readCases(folder: string, only: readonly string[]): Case[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'expect.json')))
    .filter((name) => only.length === 0 || only.includes(name))
    .map((name) => readCase(join(folder, name), name));
}

function readCase(folder: string, name: string): Case {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const has = (file: string) => existsSync(join(folder, file));
  const isListed = has('nodes.json');
  const cluster = isListed ? Cluster.fromNodeList(read('nodes.json')) : Cluster.fromSpec(read('nodes.txt').trim());
  const model = modelOf('manifest.yaml', read('manifest.yaml'));
  const expect = JSON.parse(read('expect.json')) as Expectation;
  return {
    name,
    objects: objectsOf(read('manifest.yaml')),
    nodes: isListed
      ? expand(JSON.parse(read('nodes.json'))).filter(({ kind }) => kind === 'Node') : nodesOf({ cluster }),
    grows: cluster._nodes.some(({ exists }) => !exists),
    expect,
    plan: plan(model, { cluster }),
    drained: expect.drained === undefined ? undefined : {
      node: expect.drained, asked: read(has('after.yaml') ? 'after.yaml' : 'manifest.yaml'),
      halfWay: has('half-way.yaml') ? objectsOf(read('half-way.yaml')) : [],
    },
    change: has('after.yaml') ? {
      objects: objectsOf(read('after.yaml')),
      plan: plan(modelOf('after.yaml', read('after.yaml')), {
        cluster, from: { model, prune: true, name: 'manifest.yaml' },
      }),
      halfWay: has('half-way.yaml')
        ? { objects: objectsOf(read('half-way.yaml')), asked: read('after.yaml') } : undefined,
    } : undefined,
  };
}

function modelOf(file: string, text: string): Model {
  return Model.load([{ file, text }]);
}

function objectsOf(text: string): Json[] {
  return parseAllDocuments(text).flatMap((document) => expand(document.toJS())).filter(isApplied);
}

function expand(object: Json): Json[] {
  return object === null ? [] : object.items === undefined ? [object] : object.items;
}

/** Tests of a chart are no part of an update. */
function isApplied({ metadata }: Json): boolean {
  return !/\btest/.test(metadata?.annotations?.['helm.sh/hook'] ?? '');
}
