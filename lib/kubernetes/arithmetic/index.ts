export * from './disruption-budget';
export * from './int-or-percent';
export * from './rolling-update';
export * from './startup-time';
