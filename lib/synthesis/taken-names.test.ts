import { App, Chart } from 'cdk8s';
import { aService } from '../../test/support/examples';

const twice = (...namespaces: (string | undefined)[]) => {
  const app = new App();
  namespaces.forEach((namespace, index) =>
    aService(new Chart(app, `chart${index}`, { namespace }), 'web', { name: 'web' }),
  );
};
const taken = "chart1/web: name 'web' is taken by chart0/web; give one of them another name";

test('fails when two workloads of one namespace have one name', () => {
  expect(() => twice('lab', 'lab')).toThrow(taken);
});

test('fails when two workloads whose charts name no namespace have one name', () => {
  expect(() => twice(undefined, undefined)).toThrow(taken);
});

test('workloads of two namespaces may have one name', () => {
  expect(() => twice('a', 'b', undefined)).not.toThrow();
});
