export { qualifiedNameFault } from './checks';
export { labelFaults } from './metadata';
export * from './refusal';
export * from './validate';
