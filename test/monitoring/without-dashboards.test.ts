import type { monitoringObjects } from './small-app';

test('an app without dashboards loads nothing of their package', () => {
  jest.isolateModules(() => {
    jest.doMock('@grafana/grafana-foundation-sdk/dashboard', () => {
      throw Object.assign(new Error('gone'), { code: 'MODULE_NOT_FOUND' });
    });
    const { monitoringObjects: objectsOf } = require('./small-app') as { monitoringObjects: typeof monitoringObjects };
    expect(objectsOf().some(({ kind }) => kind === 'ConfigMap')).toBe(false);
    expect(() => objectsOf({ dashboards: true })).toThrow(
      'monitoring/Monitoring: dashboards need the package @grafana/grafana-foundation-sdk, which is missing; ' +
        'run npm install --save-dev @grafana/grafana-foundation-sdk@0.0.21, or leave dashboards out',
    );
  });
  jest.dontMock('@grafana/grafana-foundation-sdk/dashboard');
});
