import { isObject, Workload } from '../../../manifests';
import { PlannedTemplate } from '../../updates';
import { comparedTemplate } from './template-equality';

const CONTAINERS = ['containers', 'initContainers'];

/** What differs between two pod templates, as their controller compares them; undefined where nothing can be named. */
export function templateFields(before: Workload, after: Workload): PlannedTemplate | undefined {
  const all = [after, ...after.companions].map((member, index) => {
    const old = [before, ...before.companions][index];
    return old === undefined ? NONE : differences(comparedTemplate(old), comparedTemplate(member));
  });
  const images = all.flatMap((each) => each.images);
  const fields = [...new Set(all.flatMap((each) => each.fields))];
  return images.length + fields.length === 0 ? undefined : { images, fields };
}

const NONE: PlannedTemplate = { images: [], fields: [] };

function differences(one: unknown, two: unknown): PlannedTemplate {
  if (!isObject(one) || !isObject(two)) {
    return NONE;
  }
  const [old, fresh] = [one, two].map(({ spec }) => (isObject(spec) ? spec : {}));
  const containers = CONTAINERS.map((list) => ofContainers(byName(old[list]), byName(fresh[list])));
  const rest = (spec: Record<string, unknown>) => ({ ...spec, containers: undefined, initContainers: undefined });
  return {
    images: containers.flatMap(({ images }) => images),
    fields: [
      ...containers.flatMap(({ fields }) => fields), ...differing(rest(old), rest(fresh)),
      ...differing(asObject(one.metadata), asObject(two.metadata)),
    ],
  };
}

function ofContainers(
  old: ReadonlyMap<string, Record<string, unknown>>, fresh: ReadonlyMap<string, Record<string, unknown>>,
): PlannedTemplate {
  const both = [...fresh].flatMap(([name, two]) => {
    const one = old.get(name);
    return one ? [{ name, one, two, fields: differing(one, two) }] : [];
  });
  const of = (field: string, name: string) => (fresh.size > 1 || old.size > 1 ? `${field} of ${name}` : field);
  return {
    images: both.filter(({ fields }) => fields.includes('image')).map(({ name, one, two }) =>
      ({ container: name, from: `${one.image ?? ''}`, to: `${two.image ?? ''}` })),
    fields: [
      ...both.flatMap(({ name, fields }) => fields.filter((each) => each !== 'image').map((each) => of(each, name))),
      ...[...fresh.keys()].filter((name) => !old.has(name)).map((name) => `container ${name} (new)`),
      ...[...old.keys()].filter((name) => !fresh.has(name)).map((name) => `container ${name} (gone)`),
    ],
  };
}

function byName(list: unknown): ReadonlyMap<string, Record<string, unknown>> {
  return new Map((Array.isArray(list) ? list : []).filter(isObject).map((each) => [`${each.name}`, each]));
}

/** Keys whose values differ. */
function differing(one: Record<string, unknown>, two: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(two)])]
    .filter((key) => JSON.stringify(one[key]) !== JSON.stringify(two[key]));
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
