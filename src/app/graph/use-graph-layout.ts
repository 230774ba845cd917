import { useEffect, useState } from 'react'
import type { GraphLayout, LayoutOrder } from '../../graph/layout.ts'

export type Laying =
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly layout: GraphLayout }
  /** It took too long or could not be done: the list tells the same. */
  | { readonly kind: 'failed' }

const MOST_MS = 10_000

/** The layout of a graph, made in a worker. What was laid out before stays until the next is there. */
export function useGraphLayout(order: LayoutOrder | undefined): Laying {
  const [laying, setLaying] = useState<Laying>({ kind: 'busy' })
  useEffect(() => {
    if (order === undefined) return undefined
    const worker = new Worker(new URL('../../graph/layout-worker.ts', import.meta.url), {
      type: 'module',
      name: 'layout',
    })
    const fail = () => {
      worker.terminate()
      setLaying({ kind: 'failed' })
    }
    const timer = setTimeout(fail, MOST_MS)
    worker.addEventListener('error', fail)
    worker.addEventListener('message', (event: MessageEvent<GraphLayout>) => {
      clearTimeout(timer)
      setLaying({ kind: 'done', layout: event.data })
    })
    worker.postMessage(order, { transfer: [] })
    return () => {
      clearTimeout(timer)
      worker.terminate()
    }
  }, [order])
  return laying
}
