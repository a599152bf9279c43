import { Check } from './checks';
import { Report } from './refusal';
import { Value } from './value';

/** Checks of single fields, by type and field. */
export type FieldChecks = { readonly [type: string]: { readonly [field: string]: Check | readonly Check[] } };

/** What must hold between the fields of a type, by type. */
export type TypeChecks = { readonly [type: string]: TypeCheck | readonly TypeCheck[] };
export type TypeCheck = (value: Value, report: Report) => void;

/** The nearest enclosing value that has a field, such as the pod's spec around a container. */
export function enclosing(value: Value, field: string): Value | undefined {
  for (let at: Value | undefined = value; at; at = at.parent) {
    if (at.get(field).isPresent) {
      return at;
    }
  }
  return undefined;
}

/** Reports every item of a list whose key was there before. */
export function reportDuplicates(
  items: readonly Value[],
  keyOf: (item: Value) => string | undefined,
  report: Report,
  at: (item: Value) => Value,
  what: string,
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined && seen.size === seen.add(key).size) {
      report(at(item), what);
    }
  }
}

/** Reports all but exactly one of the fields of a union. */
export function reportUnion(
  value: Value,
  fields: readonly string[],
  report: Report,
  { what, isOptional = false }: { what: string; isOptional?: boolean },
): void {
  const present = fields.map((field) => value.get(field)).filter(({ isPresent }) => isPresent);
  present.slice(1).forEach((field) => report(field, `must not be given beside ${present[0].name}; ${what}`));
  if (present.length === 0 && !isOptional) {
    report(value, `must have one of ${fields.join(', ')}`);
  }
}
