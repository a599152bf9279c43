/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
export const SYNC_OPTIONS_ANNOTATION = 'argocd.argoproj.io/sync-options';
