import { TOOL_NAME, TOOL_VERSION } from './tool-version';

test('the reports name the package as package.json does', () => {
  const { name, version } = jest.requireActual('../../../package.json');
  expect([TOOL_NAME, TOOL_VERSION]).toEqual([name, version]);
});
