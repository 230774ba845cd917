/** How points in time are told: after the start of the execution, in UTC, or in the local zone. */
export type TimeMode = 'relative' | 'utc' | 'local'
