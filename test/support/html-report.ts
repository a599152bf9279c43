import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Cluster, NodePool } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover/check';
import { viewOf } from '../../lib/prover/reports';
import { HtmlReportInput, renderHtml } from '../../lib/prover/reports/html';
import { plan, PlanOptions } from '../../lib/prover/plan';
import { completed } from './rollout';

const RESEARCH_OPS = join(__dirname, '../../dist/research-ops');

export function researchOps(): Model {
  return Model.load(
    readdirSync(RESEARCH_OPS)
      .sort()
      .map((file) => ({ file, text: readFileSync(join(RESEARCH_OPS, file), 'utf8') })),
  );
}

export function modelOf(...objects: object[]): Model {
  return Model.load([{ file: 'app.yaml', text: objects.map((object) => stringify(object)).join('---\n') }]);
}

type Judged = Pick<HtmlReportInput, 'plan' | 'view'>;
const judged = new Map<string, Judged>();

/** What a report draws of a model; made once for equal input, since only the drawing is what its tests are about. */
function judge(model: Model, options: PlanOptions): Judged {
  const { cluster, from, order } = options;
  const [asked, old] = [model, from?.model].map((each) => each?.manifests.map(({ json }) => json));
  const key = JSON.stringify([asked, old, cluster, order]);
  const known = judged.get(key) ?? {
    view: viewOf(check(model, { cluster, today: '2026-01-01' })), plan: plan(model, options),
  };
  judged.set(key, known);
  return known;
}

/** The report of a model on pools, or on nodes such as `gpu=2xg5.2xlarge`. */
export function reportOf(
  model: Model, nodes?: string | NodePool[], extra: { title?: string; generatedAt?: string } = {},
): string {
  const cluster = typeof nodes === 'string' ? Cluster.fromSpec(nodes) : nodes && new Cluster({ pools: nodes });
  return renderHtml({ ...judge(model, { cluster }), ...extra });
}

/** The report of a change on nodes, with the order of updates where it is asked for. */
export function changeReport(old: Model, asked: Model, nodes: NodePool | Cluster, order: boolean): string {
  const cluster = nodes instanceof Cluster ? nodes : new Cluster({ pools: [nodes] });
  return renderHtml(judge(asked, { cluster, from: { model: old, name: 'main', prune: false }, order }));
}

/** The report of a restart of everything on nodes, with the order of updates unless it is not asked for. */
export function orderReport(model: Model, nodes: NodePool, order = true): string {
  return renderHtml(judge(model, { cluster: new Cluster({ pools: [nodes] }), order }));
}

/** A Deployment with a GPU, or without. */
export function deployment(name: string, gpus = 0, spec: object = {}, pod: object = {}): object {
  const resources = { requests: { 'cpu': '100m', 'memory': '64Mi', ...gpus > 0 ? { 'nvidia.com/gpu': gpus } : {} } };
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      ...spec,
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [completed({ name: 'main', ports: [{ name: 'http', containerPort: 8080 }], resources, ...pod })],
        },
      },
    },
  };
}

/** A Service on port 80 in front of a Deployment. */
export function service(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 'http' }] },
  };
}

/** So many workloads that call each other, every fourth with a GPU. */
export function fleet(size: number): Model {
  return modelOf(...Array.from({ length: size }, (_, index) => [
    deployment(`svc-${index}`, index % 4 === 0 ? 1 : 0, index % 8 === 0 ? { strategy: { type: 'Recreate' } } : {},
      { env: [{ name: 'NEXT', value: `http://svc-${index + 5}/` }] }),
    service(`svc-${index}`),
  ]).flat());
}

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*)\s*(\/?)>/y;
const VOID = new Set(['meta', 'br']);

/**
 * The opening tags of a report, read more strictly than browsers do.
 *
 * @throws when a character that opens or closes a tag stands in text, or tags are not nested
 */
export function tagsOf(text: string): Tag[] {
  const body = text.replace(/^<!DOCTYPE html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
  const tags: Tag[] = [];
  const open: string[] = [];
  let position = 0;
  while (position < body.length) {
    const next = body.indexOf('<', position);
    const between = body.slice(position, next < 0 ? undefined : next);
    if (between.includes('>')) {
      throw new Error(`'>' in text: ${between.slice(0, 200)}`);
    }
    if (next < 0) {
      break;
    }
    TAG.lastIndex = next;
    const match = TAG.exec(body);
    if (!match) {
      throw new Error(`no tag: ${body.slice(next, next + 200)}`);
    }
    const [whole, slash, name, attributes, selfClosing] = match;
    if (slash === '/') {
      if (open.pop() !== name) {
        throw new Error(`</${name}> closes another element: ${body.slice(next - 200, next)}`);
      }
    } else {
      tags.push({
        name,
        attributes: new Map(
          [...attributes.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, value]),
        ),
      });
      if (selfClosing === '' && !VOID.has(name)) {
        open.push(name);
      }
    }
    position = next + whole.length;
  }
  if (open.length > 0) {
    throw new Error(`not closed: ${open.join(', ')}`);
  }
  return tags;
}
