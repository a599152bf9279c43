const fc = require('fast-check');
const { property } = require('./shares');

// The same commit passes or fails for everybody. FAST_CHECK_SEED=$RANDOM looks for what this seed does not find.
const seed = Number(process.env.FAST_CHECK_SEED ?? 20261123);
// Whether a mutant is found is all that mutation asks, not by which smallest input.
const endOnFailure = process.env.MUTATION_GROUP !== undefined;
fc.configureGlobal({ seed, numRuns: Math.ceil(100 * property), endOnFailure });
