import type { Context } from './pen.ts'

/** One call on a canvas, with the fill and stroke that were set when it was made. */
export interface PaintCall {
  readonly name: string
  readonly args: readonly unknown[]
  readonly fill: unknown
  readonly stroke: unknown
  readonly alpha: number
}

/** A context that keeps what it is asked to draw. Text measures 6 px a character. */
export interface RecordingContext extends Context {
  readonly calls: readonly PaintCall[]
}

const METHODS = [
  'fillRect',
  'clearRect',
  'beginPath',
  'closePath',
  'moveTo',
  'lineTo',
  'arc',
  'rect',
  'roundRect',
  'fill',
  'stroke',
  'clip',
  'save',
  'restore',
  'setLineDash',
  'setTransform',
  'fillText',
] as const

/** A canvas context for tests: records every call instead of drawing. */
export function recordingContext(): RecordingContext {
  const calls: PaintCall[] = []
  const state: Record<string, unknown> = { fillStyle: '', strokeStyle: '', globalAlpha: 1, calls }
  const record = (name: string, args: readonly unknown[]) => {
    const { fillStyle, strokeStyle, globalAlpha } = state
    calls.push({ name, args, fill: fillStyle, stroke: strokeStyle, alpha: Number(globalAlpha) })
  }
  for (const name of METHODS) state[name] = (...args: unknown[]) => record(name, args)
  state['measureText'] = (text: string) => ({ width: text.length * 6 })
  state['createPattern'] = () => null
  return state as unknown as RecordingContext
}
