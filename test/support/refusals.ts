import { appendFileSync } from 'node:fs';
import { Manifest } from '../../lib/manifests';
import { refusalsOf } from '../../lib/prover/validation';
import { Json } from './rules';

/** What the API server would say of an object, by the judgement of this library, with the field in front. */
export function refusals(json: Json): string[] {
  const locate = () => ({ file: 'a.yaml', line: 1, column: 1 });
  const said = refusalsOf(new Manifest(json as never, { file: 'a.yaml', locate }, 0)).map(({ message }) => message);
  // test/control-plane/refused.live.test.ts asks an API server about the same objects.
  if (process.env.RECORD_REFUSALS) {
    appendFileSync(process.env.RECORD_REFUSALS, `${JSON.stringify({ object: json, said })}\n`);
  }
  return said;
}

/** A container that the API server takes, with more in it. */
export const plainContainer = (more: Json = {}): Json => ({ name: 'c', image: 'c:1', ...more });

/** The spec of a pod that the API server takes, with more in it. */
export const podSpec = (spec: Json = {}): Json => ({ containers: [plainContainer()], ...spec });

/** What would be said of a Pod with this in its spec. */
export const refusalsOfPod = (spec: Json): string[] =>
  refusals({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: podSpec(spec) });

/** What would be said of a container, with the field of it in front. */
export const refusalsOfContainer = (more: Json, spec: Json = {}): string[] =>
  refusalsOfPod({ containers: [plainContainer(more)], ...spec }).map((text) => text.replace('/spec/containers/0', ''));

/** What would be said of an object, with the field of its spec in front, by what is different in its spec. */
export const refusalsOfSpec = (apiVersion: string, kind: string, base: Json = {}) => (spec: Json): string[] =>
  refusals({ apiVersion, kind, metadata: { name: 'x' }, spec: { ...base, ...spec } })
    .map((text) => text.replace(/^\/spec\//, ''));

/** What is given, and all that is said of it; nothing of what the API server takes. */
export type Row<T = Json> = readonly [given: T, ...said: string[]];

/** A test for each row: what is said of what is given, in these words. */
export function saysOfEach<T = Json>(saidOf: (given: T) => string[], rows: readonly Row<T>[]): void {
  test.each(rows.map(([given, ...said]) => ({ given, said })))('of $given: $said', ({ given, said }) => {
    expect(saidOf(given)).toEqual(said);
  });
}
