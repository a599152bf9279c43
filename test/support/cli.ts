import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/program';

/** A Deployment of two pods with a GPU each. */
export const NIM = `apiVersion: apps/v1
kind: Deployment
metadata: {name: nim}
spec:
  replicas: 2
  selector: {matchLabels: {app: nim}}
  template:
    metadata: {labels: {app: nim}}
    spec:
      nodeSelector: {node.kubernetes.io/instance-type: g5.2xlarge}
      containers: [{name: nim, image: 'nim:1', resources: {limits: {nvidia.com/gpu: 1}}}]
`;

/** Runs the command line in this process. */
export function cli(args: string[], input = ''): { code: number; out: string; err: string } {
  let out = '';
  let err = '';
  const code = run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readStandardInput: () => Buffer.from(input),
    colour: false,
  });
  return { code, out, err };
}

/** A new folder for each test of a file, and how to write files into it. */
export function eachInAFolder(): { folder: () => string; file: (name: string, text: string | Buffer) => string } {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return { folder: () => folder, file };
}
