import { Manifest, Model } from '../../manifests';
import { end } from '../end';
import { EXIT_DONE, EXIT_FAILED } from '../exit-code';
import { readView, SERVICE_RESOURCES } from '../read-view';
import { refOf } from '../workload-ref';
import { World } from '../world';
import { askService } from './ask-service';
import { compare } from './compare';
import { questionsOf } from './questions';
import { Row, rowTexts } from './row';

/** Compares the cluster with manifests and asks each service; returns the exit code: 1 on a difference. */
export async function verify(manifests: readonly Manifest[], { kubectl, say }: World): Promise<number> {
  const namespaces = [
    ...new Set(manifests.filter(({ kind }) => kind !== 'Namespace').map(({ namespace }) => namespace)),
  ];
  const view = await readView(kubectl, namespaces, SERVICE_RESOURCES);
  // What else the cluster has is nothing that the manifests say.
  const model = new Model([...manifests], { kubernetes: view.snapshot.kubernetes });
  const compared = compare(model, view);
  const isThere = compared.some(({ what, actual }) => !(what === 'in the cluster' && actual === 'no'));
  if (compared.length > 0 && !isThere) {
    return end(
      { say }, EXIT_FAILED, 'none of these objects is in the cluster: is it the right folder, context and namespace?',
    );
  }
  const asked = await Promise.all(questionsOf(model).filter(({ service }) => view.find(refOf(service)) !== undefined)
    .map((question) => askService(question, kubectl)));
  const rows = [...compared, ...asked];
  for (const kind of new Set(rows.map(kindOf))) {
    const ofKind = rows.filter((row) => kindOf(row) === kind)
      .sort((one, two) => (one.object < two.object ? -1 : one.object > two.object ? 1 : 0));
    const [head, ...texts] = rowTexts(ofKind);
    say({ event: 'said', text: '' });
    say({ event: 'said', text: head });
    ofKind.forEach(({ ok, expected, actual }, index) =>
      say({ event: 'row', ok, expected, actual, text: texts[index] }),
    );
  }
  return verdict(rows, say);
}

function kindOf({ object }: Row): string {
  return object.split('/')[0];
}

function verdict(rows: readonly Row[], say: World['say']): number {
  const differing = rows.filter(({ ok }) => !ok).length;
  return differing === 0
    ? end({ say }, EXIT_DONE, `all ${rows.length} as expected`)
    : end({ say }, EXIT_FAILED, `${differing} of ${rows.length} differ from the manifests`);
}
