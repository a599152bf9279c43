import fc from 'fast-check';
import { VectorStore, VectorStoreProps, VectorStoreTopology } from '../..';
import {
  BUDGETS, forAnyProps, mostly, RESOURCES, SECRET_KEYS, WORKLOAD_PROPS,
} from '../../../test/support/arbitrary-props';

const PROPS: fc.Arbitrary<VectorStoreProps> = fc
  .record(
    {
      resources: RESOURCES,
      image: mostly(['qdrant/qdrant:v1.18.0-unprivileged'], ['qdrant/qdrant', 'qdrant/qdrant:latest']),
      topology: fc.constantFrom(
        VectorStoreTopology.singleNode(),
        VectorStoreTopology.cluster(),
        VectorStoreTopology.cluster({ nodes: 5, replicationFactor: 3 }),
      ),
      storageSize: mostly(['10Gi', '1Ti'], ['0', '10GB', '-1Gi']),
      storageClass: fc.constantFrom('gp3'),
      retainStorage: fc.boolean(),
      apiKey: SECRET_KEYS,
      readOnlyApiKey: SECRET_KEYS,
      startupBudget: BUDGETS,
      imagePullBudget: BUDGETS,
    },
    { requiredKeys: ['resources'] },
  )
  .chain((props) => WORKLOAD_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new VectorStore(chart, 'x', props), 400);
});
