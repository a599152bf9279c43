import { stringify } from 'yaml';
import { Model, PodTemplate } from '.';

/** The template of a Deployment in namespace `ai` with this pod spec. */
function template(spec: object): PodTemplate {
  const object = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'ai' },
    spec: { template: { spec: { containers: [{ name: 'main' }], ...spec } } },
  };
  return Model.load([{ file: 'app.yaml', text: stringify(object) }]).workloads[0].pod;
}

describe('volumes of a pod', () => {
  const volumes = (...list: object[]) => template({ volumes: list });

  test('that are claims are told with their names', () => {
    expect(volumes({ name: 'v', persistentVolumeClaim: { claimName: 'a' } },
      { persistentVolumeClaim: { claimName: 'b' } },
      { name: 'w', persistentVolumeClaim: { claimName: '' } }).claims.map(({ volume, claimName }) => [volume,
        claimName]))
      .toEqual([['v', 'a'], [undefined, 'b']]);
  });

  test('that are made for it alone have the class that is written', () => {
    const ephemeral = (spec: object) => ({ name: 'v', ephemeral: { volumeClaimTemplate: { spec } } });
    expect(volumes(ephemeral({ storageClassName: 'gold' }), ephemeral({}), { name: 'w', emptyDir: {} }).ephemeralClaims)
      .toEqual([{ storageClass: 'gold' }, { storageClass: undefined }]);
  });

  test('that are disks are exclusive, unless two pods of a node may read them or attach them', () => {
    const [aws, gce, azure] = [{ volumeID: 'v' }, { pdName: 'p' }, { diskURI: 'd' }];
    expect(volumes({ name: 'a', awsElasticBlockStore: aws }, { name: 'b', gcePersistentDisk: gce },
      { name: 'c', azureDisk: azure }).inlineDisks).toEqual([
      { disk: 'awsElasticBlockStore/v', exclusive: true }, { disk: 'gcePersistentDisk/p', exclusive: true },
      { disk: 'azureDisk/d', exclusive: false },
    ]);
    const readOnly = true;
    expect(volumes({ name: 'a', awsElasticBlockStore: { ...aws, readOnly } },
      { name: 'b', gcePersistentDisk: { ...gce, readOnly } }, { name: 'c', azureDisk: { ...azure, readOnly } },
      { name: 'd', gcePersistentDisk: {} }).inlineDisks.map(({ disk }) => disk))
      .toEqual(['awsElasticBlockStore/v', 'azureDisk/d']);
  });
});
