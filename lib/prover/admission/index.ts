export * from './admit';
export * from './objection';
export * from './outside-usage';
export * from './quota-ledger';
export * from './quota-room';
export * from './revision-quota';
export * from './surroundings';
