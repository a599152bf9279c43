import { apiGroup } from './api-group';

test('the group is what stands before the version; the core group has no name', () => {
  expect(['apps/v1', 'v1', '', 'a/b/c', '/v1'].map(apiGroup)).toEqual(['apps', '', '', 'a', '']);
});
