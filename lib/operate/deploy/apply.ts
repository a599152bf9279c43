import { Snapshot } from '../../cluster/snapshot';
import { Manifest } from '../../manifests';
import { KubectlPort } from '../kubectl-port';
import { runAloud } from '../run-aloud';
import { World } from '../world';
import { applyCommand, AppliedFile, filesOf, switchCommand } from './apply-command';
import { ApplyError, isConflict, isOwnConflict, readApplied, readApplyErrors } from './apply-errors';
import { switchedToRecreate } from './strategy-switch';

/** What applying came to. */
export interface Applied {
  /** Objects that the API server took, in order. */
  readonly taken: readonly string[];
  /** What it did not take; nothing after the file in which that happened was tried. */
  readonly errors: readonly ApplyError[];
}

/** The commands that apply manifests to a cluster as it is. */
export function applyCommands(manifests: readonly Manifest[], snapshot: Snapshot, isForced: boolean): string[][] {
  return [
    ...switchedToRecreate(manifests, snapshot).map(switchCommand),
    ...filesOf(manifests).flatMap((each) => [applyCommand(each, ...forced(isForced)), ...servedCommands(each)]),
  ];
}

/** What applies objects that no file has as they are; they are given on standard input. */
export function changedCommand(manifests: readonly Manifest[], isForced: boolean): string[] {
  return applyCommand({ file: '-', manifests }, ...forced(isForced));
}

function forced(isForced: boolean): string[] {
  return isForced ? ['--force-conflicts'] : [];
}

/** Asks the API server by dry run, as far as it can say before anything is there. */
export async function refusals(
  manifests: readonly Manifest[], snapshot: Snapshot, isForced: boolean, kubectl: KubectlPort,
): Promise<string[]> {
  const errors: ApplyError[] = [];
  for (const file of filesOf(manifests)) {
    const args = applyCommand(file, '--dry-run=server', ...forced(isForced));
    errors.push(...readApplyErrors((await kubectl.run(args)).stderr));
  }
  const made = manifests.filter(({ kind }) => kind === 'Namespace').map(({ name }) => `namespaces "${name}" not found`);
  const defined = manifests.some(({ kind }) => kind === 'CustomResourceDefinition') ? ['no matches for kind'] : [];
  const switched = switchedToRecreate(manifests, snapshot).length > 0
    ? ["rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"] : [];
  const known = [...made, ...defined, ...switched];
  return errors
    .filter((each) => !isOwnConflict(each) && !known.some((text) => each.text.includes(text)))
    .map((each) => isConflict(each)
      ? `${each.text}; --force-conflicts takes the fields over` : each.text);
}

/** Applies the manifests, file by file; ends at the first file that is not taken whole. */
export async function applyAll(
  manifests: readonly Manifest[], snapshot: Snapshot, isForced: boolean, world: World,
): Promise<Applied> {
  const taken: string[] = [];
  for (const ref of switchedToRecreate(manifests, snapshot)) {
    const { status, stderr } = await runAloud(switchCommand(ref), world);
    if (status !== 0) {
      return { taken, errors: readApplyErrors(stderr) };
    }
  }
  for (const file of filesOf(manifests)) {
    const { applied, errors } = await applyFile(file, isForced, world);
    taken.push(...applied);
    if (errors.length > 0) {
      return { taken, errors };
    }
    await definitionsServed(file, world);
  }
  return { taken, errors: [] };
}

/** Applies objects that no file has as they are. */
export async function applyChanged(
  manifests: readonly Manifest[], isForced: boolean, world: World,
): Promise<Applied> {
  const items = manifests.map(({ json }) => json);
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { applied, errors } = await applyFile({ file: '-', manifests, input }, isForced, world);
  return { taken: applied, errors };
}

async function applyFile(
  file: AppliedFile,
  isForced: boolean,
  world: World,
): Promise<{ applied: string[]; errors: ApplyError[] }> {
  const reply = await runAloud(applyCommand(file, ...forced(isForced)), world, file.input);
  const errors = reply.status === 0 ? [] : readApplyErrors(reply.stderr);
  if (errors.length > 0 && errors.every(isOwnConflict)) {
    world.say({ event: 'said', text: 'fields that kubectl wrote before are taken over' });
    return applyFile(file, true, world);
  }
  const unread =
    reply.status !== 0 && errors.length === 0 ? [{ text: `kubectl ended with ${reply.status}`, managers: [] }] : [];
  return { applied: readApplied(reply.stdout), errors: [...errors, ...unread] };
}

/** Objects of a kind that was just defined are taken once it is served. */
async function definitionsServed(file: AppliedFile, world: World): Promise<void> {
  for (const args of servedCommands(file)) {
    await runAloud(args, world);
  }
}

function servedCommands({ manifests }: AppliedFile): string[][] {
  const names = manifests.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ name }) => `crd/${name}`);
  return names.length > 0 ? [['wait', '--for', 'condition=established', ...names]] : [];
}
