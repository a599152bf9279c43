import { Field, Model } from '../../../manifests';
import { textOf } from '../../../util/value-text';
import { AskedVolumes, ProvidedAnswer } from './provided-volumes';

const CLAIM = 'PersistentVolumeClaim';

/**
 * What a new volume needs besides its class: an object that it is filled from, and attributes. A provisioner waits for
 * both (external-provisioner pkg/controller/controller.go `prepareProvision`). Where no snapshot of a cluster tells
 * which claims are new, volumes are taken to be there.
 */
export function whatFillsThem(asked: readonly AskedVolumes[], model: Model, namespace: string): ProvidedAnswer {
  const { asked: read } = model.options;
  if (read === undefined) {
    return { refusals: [], unprovided: [] };
  }
  const sources = asked.filter(({ spec }) => !spec.get('volumeName').isPresent)
    .flatMap(({ name, spec }) => sourcesOf(spec).map((source) => ({ ...source, name })));
  const missing = sources
    .filter(({ kind, source, space }) => model.find(kind, space ?? namespace, source) === undefined);
  const isLost = ({ kind }: Source) => kind === CLAIM && read.has(CLAIM);
  const text = ({ kind, source }: Source) => `${kind} ${source}`;
  return {
    refusals: missing.filter(isLost).map((each) => `claim ${each.name} needs ${text(each)}, which is not there`),
    unprovided: missing.filter((each) => !isLost(each))
      .map((each) => `${text(each)}, which claim ${each.name} needs and which is not in the input`),
  };
}

interface Source {
  readonly kind: string;
  readonly source: string;
  readonly space?: string;
}

function sourcesOf(spec: Field): Source[] {
  const from = [spec.get('dataSourceRef'), spec.get('dataSource')].find(({ isPresent }) => isPresent);
  const attributes = spec.get('volumeAttributesClassName').string();
  return [
    ...from ? [{
      kind: textOf(from.get('kind').value ?? ''), source: textOf(from.get('name').value ?? ''),
      space: from.get('namespace').string(),
    }] : [],
    ...attributes ? [{ kind: 'VolumeAttributesClass', source: attributes }] : [],
  ];
}
