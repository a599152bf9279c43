/**
 * Literals of environments are kept while a plan is made, where what was read has them: they tell whether a template is
 * another one. What is written of a plan names fields, and no values.
 */
export const AS_IT_RUNS = { keepsLiterals: true };
