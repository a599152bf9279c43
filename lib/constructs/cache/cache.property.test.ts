import fc from 'fast-check';
import { Cache, CacheProps, CacheTopology } from '../..';
import {
  BUDGETS, forAnyProps, mostly, RESOURCES, SECRET_KEYS, WORKLOAD_PROPS,
} from '../../../test/support/arbitrary-props';

const PROPS: fc.Arbitrary<CacheProps> = fc
  .record(
    {
      resources: RESOURCES,
      image: mostly(['valkey/valkey:8.1.11', 'redis:8.0.3'], ['redis', 'redis:latest']),
      topology: fc.constantFrom(CacheTopology.single(), CacheTopology.replicated()),
      password: SECRET_KEYS,
      storageSize: mostly(['1Gi', undefined], ['0', 'many']),
      exporterImage: mostly(['oliver006/redis_exporter:v1.67.0', undefined], ['exporter']),
      startupBudget: BUDGETS,
    },
    { requiredKeys: ['resources'] },
  )
  .chain((props) => WORKLOAD_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new Cache(chart, 'x', props));
});
