import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Json } from '../cluster/api';

/** What a case says should be found: for each question the allowed verdicts of workloads such as `Deployment/web`. */
export interface Expectation {
  readonly plan?: { readonly [workload: string]: string[] };
  readonly fits?: { readonly [workload: string]: string[] };
}

/** A folder with manifest.yaml, nodes.json and expect.json. */
export interface Case {
  readonly name: string;
  readonly objects: Json[];
  readonly nodes: Json[];
  readonly expect: Expectation;
}

/** The cases of a folder. Those whose nodes are written as a pool specification have none here, and are left out. */
export function readCases(folder: string, only: readonly string[]): Case[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'expect.json')) && existsSync(join(folder, name, 'nodes.json')))
    .filter((name) => only.length === 0 || only.includes(name))
    .map((name) => {
      const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
      return {
        name,
        objects: parseAllDocuments(read('manifest.yaml')).flatMap((document) => expand(document.toJS())),
        nodes: expand(JSON.parse(read('nodes.json'))),
        expect: JSON.parse(read('expect.json')) as Expectation,
      };
    });
}

function expand(object: Json): Json[] {
  return object === null ? [] : object.items === undefined ? [object] : object.items;
}
