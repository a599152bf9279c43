import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Fix } from '../../../lib/prover/remedies';
import { kustomizeFiles } from '../../../lib/prover/reports';
import { Json } from '../cluster/api';

/** Objects with what `plan --fix-out` writes, as kustomize makes them. */
export function mendedObjects(kubectl: string, objects: readonly Json[], fix: Fix): Json[] {
  return withKustomization(objects, fix, (folder) => {
    const text = execFileSync(kubectl, ['kustomize', folder], { encoding: 'utf8', maxBuffer: 1 << 26 });
    return parseAllDocuments(text).map((document) => document.toJS());
  });
}

/** Calls with a folder that names objects and what `plan --fix-out` writes for them. */
export function withKustomization<T>(objects: readonly Json[], fix: Fix, act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'remedy-'));
  try {
    mkdirSync(join(folder, 'remedy'));
    kustomizeFiles(fix).forEach((text, name) => writeFileSync(join(folder, 'remedy', name), text));
    writeFileSync(join(folder, 'all.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [all.json]\ncomponents: [remedy]\n');
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
