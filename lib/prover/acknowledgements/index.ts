export * from './acknowledgement';
export * from './acknowledgement-rules';
export * from './apply-acknowledgements';
export * from './native-checks';
export * from './project-native';
