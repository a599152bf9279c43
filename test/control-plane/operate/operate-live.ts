import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Testing } from 'cdk8s';
import { NimServing } from '../../../app/model-serving';
import { NimCache } from '../../../app/nim-cache';
import { ResearchOps } from '../../../app/research-ops';
import { execute } from '../../../cli/program';
import { KubernetesTarget } from '../../../lib';
import type { Clock, OperateEvent } from '../../../lib/operate';
import { Json } from '../cluster/api';
import { createNodes } from '../cluster/nodes';
import { distManifests, environment, nodesOf } from '../support/environments';
import { Live, useControlPlane } from '../support/live';

export const NAMESPACE = 'research-ops';

/** What a NIM answers when it is asked for its models. */
const MODELS = JSON.stringify({ object: 'list', data: [{ id: 'a-model' }] });

/** How much sooner budgets are used up where a test is about their end: an hour is eighteen seconds. */
export const FAST = 200;

/** Looks more often than people need it; budgets stay what they are unless time is told to pass faster. */
function clockOfTests(speed: number, ahead: number): Clock {
  const start = Date.now();
  return {
    now: () => start + ahead + (Date.now() - start) * speed,
    sleep: (_, signal) => pause(300, undefined, { signal }).catch(() => undefined),
  };
}

/** How a command ended, and what it told. */
export interface Told {
  readonly code: number;
  readonly events: OperateEvent[];
  /** The lines for people. */
  readonly text: string;
  readonly err: string;
}

export interface How {
  /** @default 1 */
  readonly speed?: number;
  /** Milliseconds that the clock of this machine is ahead. @default 0 */
  readonly ahead?: number;
  readonly stop?: AbortSignal;
  /** What somebody types when something is asked; nobody is there without it. */
  readonly answer?: string;
  /** Is given what is told, as it comes. */
  readonly heard?: (text: string) => void;
}

export interface Operating extends Live {
  /** Writes manifests into a folder of their own. */
  folder(manifests: Json[]): string;
  /** Keeps what was told for a page, in the folder that RECORD names. */
  record(name: string, text: string): void;
  /** Runs the command line in this process, with the clock of the tests. */
  told(args: string[], how?: How): Promise<Told>;
  /** The same by another way to the API server: `https://127.0.0.1:…`. */
  toldVia(server: string, args: string[], how?: How): Promise<Told>;
  /** The same with the rights of whom a token is of. */
  toldAs(token: string, args: string[]): Promise<Told>;
}

/**
 * A control plane with the nodes of research-ops, its namespace and the two Secrets, and the command line beside it.
 */
export function useOperating(): Operating {
  const live = useControlPlane() as Operating;
  const root = mkdtempSync(join(tmpdir(), 'operate-'));
  const path = process.env.PATH;
  let folders = 0;
  live.folder = (manifests) => {
    const file = join(root, `app-${folders++}.json`);
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }));
    return file;
  };
  const tell = async (kubeconfig: string, args: string[], how: How = {}): Promise<Told> => {
    const { speed = 1, ahead = 0, stop, heard, answer } = how;
    let [out, err] = ['', ''];
    const code = await execute([...args, '--output', 'json', '--kubeconfig', kubeconfig], {
      out: (text) => {
        out += text;
        heard?.(text);
      }, err: (text) => (err += text), colour: false, clock: clockOfTests(speed, ahead),
      ask: answer === undefined ? undefined : () => Promise.resolve(answer),
      interrupted: () => stop ?? new AbortController().signal,
    });
    const events = out.split('\n').filter(Boolean).map((line) => JSON.parse(line) as OperateEvent);
    return { code, events, err, text: events.map(({ text }) => text).join('\n') };
  };
  live.record = (name, text) => {
    if (process.env.RECORD) {
      writeFileSync(join(process.env.RECORD, `${name}.txt`), text);
    }
  };
  live.told = (args, how) => tell(live.plane.kubeconfig, args, how);
  const otherConfig = (change: (config: Json) => void): string => {
    const config = JSON.parse(readFileSync(live.plane.kubeconfig, 'utf8'));
    change(config);
    const file = join(root, 'kubeconfig');
    writeFileSync(file, JSON.stringify(config));
    return file;
  };
  live.toldAs = (token, args) => tell(otherConfig((config) => (config.users[0].user = { token })), args);
  live.toldVia = (server, args, how) =>
    tell(otherConfig((config) => (config.clusters[0].cluster.server = server)), args, how);
  beforeAll(async () => {
    symlinkSync(live.plane.binaries.kubectl, join(root, 'kubectl'));
    process.env.PATH = `${root}:${path}`;
    await createNodes(live.plane.api, nodesOf(environment('research-ops')));
    await live.plane.kubectl('create', 'namespace', NAMESPACE);
    const create = (...args: string[]) => live.plane.kubectl('--namespace', NAMESPACE, 'create', 'secret', ...args);
    await create('generic', 'nvidia-ngc-secret', '--from-literal', 'NGC_API_KEY=a');
    await create(
      'docker-registry', 'ngc-secret', '--docker-server=nvcr.io', '--docker-username=a', '--docker-password=a',
    );
  });
  afterAll(() => {
    process.env.PATH = path;
    rmSync(root, { recursive: true });
  });
  return live;
}

/** The same with NIMs that keep their models elsewhere. */
export function researchOpsWith(cache: NimCache, change: (manifest: Json) => void): Json[] {
  const { cluster: { pools: [gpuPool] }, researchOps: props } = environment('research-ops');
  const app = Testing.app();
  KubernetesTarget.set(app, '1.35');
  const models = new NimServing({ gpuPool, cache });
  const objects = Testing.synth(new ResearchOps(app, 'app', { ...props, models }));
  return changed([...distManifests('research-ops').filter(({ kind }) => kind === 'Namespace'), ...objects], change);
}

/** The system of the README as it is rendered, with NIMs that name a model when they are asked. */
export function researchOps(change: (manifest: Json) => void = () => undefined): Json[] {
  return changed(distManifests('research-ops'), change);
}

function changed(manifests: Json[], change: (manifest: Json) => void): Json[] {
  return manifests.map((each) => {
    const manifest: Json = structuredClone(each);
    if (manifest.kind === 'Deployment' && manifest.metadata.name.endsWith('-nim')) {
      annotate(manifest, 'nodelet/response', MODELS);
    }
    change(manifest);
    return manifest;
  });
}

/** A change of one Deployment. */
export function ofDeployment(name: string, change: (manifest: Json) => void): (manifest: Json) => void {
  return (manifest) => {
    if (manifest.kind === 'Deployment' && manifest.metadata.name === name) {
      change(manifest);
    }
  };
}

/** Writes an annotation on the pods of a workload. */
export function annotate({ spec }: Json, name: string, value: string): void {
  spec.template.metadata.annotations = { ...spec.template.metadata.annotations, [name]: value };
}

/**
 * The same with budgets that no machine is too slow for, where time passes faster and it is not the budget that a test
 * is about.
 */
export function patient(manifests: Json[]): Json[] {
  return manifests.map((each) => {
    const annotations = { ...each.metadata.annotations, 'cdk8s-nim/rollout-timeout-seconds': '200000' };
    return each.kind === 'Deployment' ? { ...each, metadata: { ...each.metadata, annotations } } : each;
  });
}
