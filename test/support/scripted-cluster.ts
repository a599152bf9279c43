import { BUILT_IN_RESOURCES, PROGRESS_RESOURCES, RESOURCES_WHERE_SERVED } from '../../lib/cluster';
import { KubectlReply, RunningKubectl } from '../../lib/kubernetes/kubectl-reply';
import type { Clock, OperateEvent } from '../../lib/operate';
import { SERVICE_RESOURCES } from '../../lib/operate/read-view';
import { World } from '../../lib/operate/world';
import { gpuNode } from './operate';

type Json = any;

const RESOURCES = new Map<string, string>([
  ...BUILT_IN_RESOURCES, ...RESOURCES_WHERE_SERVED, ...PROGRESS_RESOURCES, ...SERVICE_RESOURCES,
  ['controllerrevisions.apps', 'ControllerRevision'],
]);

const CLUSTER_SCOPED = ['Node', 'Namespace', 'PersistentVolume', 'StorageClass', 'CSINode', 'CSIDriver'];

/** The table of `kubectl api-resources --no-headers`. */
export const SERVED = [
  'namespaces ns v1 false Namespace', 'services svc v1 true Service', 'secrets v1 true Secret',
  'persistentvolumeclaims pvc v1 true PersistentVolumeClaim', 'deployments deploy apps/v1 true Deployment',
  'statefulsets sts apps/v1 true StatefulSet', 'daemonsets ds apps/v1 true DaemonSet',
  'poddisruptionbudgets pdb policy/v1 true PodDisruptionBudget', 'jobs batch/v1 true Job',
].join('\n');

/** What kubectl answers, and what becomes of the cluster. */
type Answer = (args: string[], input: string | undefined, cluster: ScriptedCluster) => Partial<KubectlReply> | void;

/**
 * A cluster of which kubectl shows what a test says: what it has now, and what it has after each pause of a command.
 * It has a node with a GPU where none is among the objects. Time passes in pauses only.
 */
export class ScriptedCluster implements World {
  /** What was told. */
  public readonly events: OperateEvent[] = [];
  /** Every command that was run and does not only read, as one types it. */
  public readonly changes: string[] = [];
  /** What was given on standard input, by command. */
  public readonly inputs = new Map<string, string>();
  public readonly width = 120;
  public readonly stopping = new AbortController();
  public readonly stop = this.stopping.signal;
  public readonly drawn: number[] = [];
  /** Why the API server does not answer now. */
  public lost?: string;
  public millis = Date.parse('2026-11-26T10:00:00Z');
  private readonly answers: [words: string, Answer][] = [];
  private readonly started: [words: string, lines: string[], status: number | null][] = [];

  /** @param looks objects after each pause; undefined where somebody ends the command in it */
  constructor(public objects: Json[], private readonly looks: (Json[] | undefined)[] = []) {}

  public readonly clock: Clock = {
    now: () => this.millis,
    sleep: (milliseconds) => {
      this.millis += milliseconds;
      if (this.looks.length > 0) {
        const next = this.looks.shift();
        this.objects = next ?? this.objects;
        if (next === undefined) {
          this.stopping.abort();
        }
      } else if (this.millis > Date.parse('2026-11-27T10:00:00Z')) {
        throw new Error('the command waits for ever');
      }
      return Promise.resolve();
    },
  };

  public readonly kubectl = {
    commandLine: (args: string[]) => `kubectl ${args.join(' ')}`,
    run: (args: string[], input?: string) => Promise.resolve(this.answer(args, input)),
    start: (args: string[], said: (line: string) => void) => this.start(args, said),
  };

  public readonly say = (event: OperateEvent): void => void this.events.push(event);

  public readonly draw = (_: unknown, now: number): void => void this.drawn.push(now);

  public readonly program = (name: string, args: string[]): Promise<KubectlReply> => {
    this.changes.push([name, ...args].join(' '));
    const answer = this.answers.find(([words]) => [name, ...args].join(' ').includes(words));
    return Promise.resolve({ status: 0, stdout: '', stderr: '', ...answer?.[1](args, undefined, this) });
  };

  /** What commands with these words come to; the first that fits. */
  public on(words: string, answer: Answer | Partial<KubectlReply>): this {
    this.answers.push([words, typeof answer === 'function' ? answer : () => answer]);
    return this;
  }

  /** What a command that goes on writes before it ends. */
  public onStart(words: string, lines: string[], status: number | null = 0): this {
    this.started.push([words, lines, status]);
    return this;
  }

  /** The lines for people. */
  public get text(): string {
    return this.events.map(({ text }) => text).join('\n');
  }

  /** Texts of the events of one name. */
  public said(name: OperateEvent['event']): string[] {
    return this.events.filter(({ event }) => event === name).map(({ text }) => text);
  }

  private answer(args: string[], input: string | undefined): KubectlReply {
    const line = args.join(' ');
    if (this.lost !== undefined) {
      return { status: 1, stdout: '', stderr: this.lost };
    }
    const scripted = this.answers.find(([words]) => line.includes(words));
    const isReading = ['get', 'api-resources', 'config', 'version', 'logs'].some((verb) => args.includes(verb));
    if (!isReading) {
      this.changes.push(line);
    }
    if (input !== undefined) {
      this.inputs.set(line, input);
    }
    const reply = scripted ? scripted[1](args, input, this) ?? {} : this.read(args);
    return { status: 0, stdout: '', stderr: '', ...reply };
  }

  private read(args: string[]): Partial<KubectlReply> {
    if (args[0] === 'api-resources') {
      return { stdout: args.includes('--no-headers') ? SERVED : [...RESOURCES.keys()].join('\n') };
    }
    if (args[0] === 'config') {
      return { stdout: 'lab https://10.0.0.1:6443' };
    }
    if (args[0] === 'version') {
      return { stdout: JSON.stringify({ serverVersion: { gitVersion: 'v1.37.2' } }) };
    }
    const kinds = args[args.indexOf('get') + 1]?.split(',').map((resource) => RESOURCES.get(resource)) ?? [];
    if (!args.includes('get') || kinds.includes(undefined)) {
      return {};
    }
    const namespace = args.includes('--namespace') ? args[args.indexOf('--namespace') + 1] : undefined;
    const hasNode = this.objects.some((object) => object?.kind === 'Node');
    const all = hasNode ? this.objects : [...this.objects, gpuNode('gpu-1', 1)];
    // What is no object is listed whatever is asked for.
    const isAsked = ({ kind, metadata }: Json) => kinds.includes(kind)
      && (namespace === undefined || CLUSTER_SCOPED.includes(kind) || metadata?.namespace === namespace);
    const items = all.filter((object) => typeof object?.kind !== 'string' || isAsked(object));
    return { stdout: JSON.stringify({ kind: 'List', apiVersion: 'v1', items }) };
  }

  private start(args: string[], said: (line: string) => void): RunningKubectl {
    const line = args.join(' ');
    if (!args.includes('logs')) {
      this.changes.push(line);
    }
    const [, lines, status] = this.started.find(([words]) => line.includes(words)) ?? [undefined, [], 0];
    lines.forEach(said);
    // Null is a command that goes on until it is stopped.
    let end: (status: number | null) => void = () => undefined;
    const ended = status === null ? new Promise<number | null>((resolve) => (end = resolve)) : Promise.resolve(status);
    return { ended, stop: () => end(null) };
  }
}
