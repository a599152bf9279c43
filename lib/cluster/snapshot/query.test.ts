import { isQuery, kindsAsked, queryOf } from './query';

test('a record of a query says which kinds were asked for', () => {
  const query = queryOf(['Pod', 'Node']);
  expect(query).toEqual({ apiVersion: 'cdk8s-nim/v1', kind: 'SnapshotQuery', kinds: ['Pod', 'Node'] });
  expect([isQuery(query), isQuery({ kind: 'Pod' })]).toEqual([true, false]);
  expect(kindsAsked([{ kind: 'Pod', kinds: ['X'] }, query, { kind: 'SnapshotQuery' }, queryOf(['Job'])]))
    .toEqual(['Pod', 'Node', 'Job']);
});
