import { App, Chart, Testing } from 'cdk8s';
import { StatelessService } from '..';
import { aService } from '../../test/support/examples';

/** Objects of an app whose callers are created before their callees, as file, kind and name. */
function objects(connections: readonly [string, string][], app: App = Testing.app()): string[] {
  const services = new Map<string, StatelessService>();
  for (const [chart, names] of [['front', ['web', 'api']], ['back', ['search']]] as const) {
    const scope = new Chart(app, chart, { disableResourceNameHashes: true });
    names.forEach((name) => services.set(name, aService(scope, name)));
  }
  for (const [caller, callee] of connections) {
    services.get(caller)!.connectTo(services.get(callee)!, { env: `${callee.toUpperCase()}_URL` });
  }
  return app.charts.flatMap((chart) =>
    Testing.synth(chart).map(({ kind, metadata }) => `${chart.node.id} ${kind} ${metadata.name}`));
}

test.each<[string, readonly [string, string][]]>([
  ['to a service that is created later', [['web', 'api']]],
  ['across charts', [['api', 'search']]],
  ['round in a circle', [['web', 'api'], ['api', 'search'], ['search', 'web']]],
])('objects stand in the order of their creation: a connection %s reorders no file', (_, connections) => {
  expect(objects(connections)).toEqual(objects([]));
});
