import { createStoredValue } from './stored-value.ts'

/** Width of the chart's tree in CSS px as this person last set it. */
export const treeWidth = createStoredValue('sfn-timeline.treeWidth', json =>
  typeof json === 'number' && Number.isFinite(json) && json > 0 ? json : undefined,
)
