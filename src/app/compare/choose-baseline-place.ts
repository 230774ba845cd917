/** Where the name of an execution to compare with is typed. */
export const CHOOSE_BASELINE = '[aria-label="Execution to compare with"]'
