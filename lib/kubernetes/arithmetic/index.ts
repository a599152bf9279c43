export * from './disruption-budget';
export * from './rolling-update';
export * from './startup-time';
