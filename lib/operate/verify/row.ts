import { columns } from '../columns';

/** One thing that was compared: what the manifests say beside what the cluster has. */
export interface Row {
  /** `Deployment/reasoning-nim`. */
  readonly object: string;
  /** `strategy`. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  readonly ok: boolean;
}

/** A row that is as expected when both are the same. */
export function same(object: string, what: string, expected: unknown, actual: unknown): Row {
  const [wanted, there] = [expected, actual].map((each) => (each === undefined ? 'none' : String(each)));
  return { object, what, expected: wanted, actual: there, ok: wanted === there };
}

/** The rows in columns, each with whether it is as expected. */
export function rowTexts(rows: readonly Row[]): string[] {
  return columns([['', 'OBJECT', 'WHAT', 'EXPECTED', 'ACTUAL'], ...rows.map(({ ok, object, what, expected, actual }) =>
    [ok ? 'ok' : 'DIFFERS', object, what, expected, actual])]);
}
