/** Applies one operation of RFC 6902 to an object in place, written from the RFC and not from the library. */
export function operate(object: any, { op, path, value }: any): void {
  const keys = path.split('/').slice(1).map((key: string) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const parent = keys.slice(0, -1).reduce((node: any, key: string) => node[key], object);
  const last = keys.at(-1);
  expect(Array.isArray(parent)).toBe(false);
  if (op === 'remove') {
    expect(last in parent).toBe(true);
    delete parent[last];
  } else {
    parent[last] = value;
  }
}
