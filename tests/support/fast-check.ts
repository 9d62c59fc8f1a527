import fc from 'fast-check';

/**
 * The properties' values are the same in each run, so that a run that fails can be run again; `npm run fuzz` tries
 * others, and names the seed of what it finds.
 */
if (!process.env.UTSKICK_FUZZ) fc.configureGlobal({ seed: 20_261_124 });

export default fc;
