import { resourceOf } from './resource-of';

test('kinds are spelled in the plural as the API server spells them', () => {
  expect(['Pod', 'Deployment', 'NetworkPolicy', 'Ingress', 'Gateway', 'Endpoints'].map(resourceOf))
    .toEqual(['pods', 'deployments', 'networkpolicies', 'ingresses', 'gateways', 'endpoints']);
});
