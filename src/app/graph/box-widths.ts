import type { StateGraph, StateId } from '../../graph/state-graph.ts'

const FONT = '600 13px "Open Sans", "Helvetica Neue", Roboto, Arial, sans-serif'
/** The second line, `1,178 · p50 525 ms`, at its longest. */
const LEAST_PX = 144
const MOST_PX = 236
/** Icon, padding, the edge and the mark that tell the outcome. */
const BESIDE_NAME_PX = 66

let context: CanvasRenderingContext2D | null | undefined

/** How wide each state's box has to be to show its name; longer ones are cut with an ellipsis. */
export function boxWidths({ states }: StateGraph): ReadonlyMap<StateId, number> {
  context ??= document.createElement('canvas').getContext('2d')
  if (context !== null) context.font = FONT
  return new Map(
    states.map(({ id, name }) => {
      const text = context?.measureText(name.slice(0, 80)).width ?? name.length * 7.5
      return [id, Math.min(MOST_PX, Math.max(LEAST_PX, Math.ceil(text) + BESIDE_NAME_PX))]
    }),
  )
}
