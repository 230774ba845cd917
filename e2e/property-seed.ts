import * as fc from 'fast-check'

/**
 * Runs before the tests of every file. Properties draw the same cases each time, so that what is green on one machine is green
 * on the next; `npm run test:soak` goes on with cases nobody has seen.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_127) })
