/** Places at a counter: so many may be busy at once, the most urgent wait in front. */
export interface Slots {
  /**
   * Resolves with how to give the place back. Less is more urgent; among equals who came first.
   * @throws the signal's reason when aborted while waiting.
   */
  readonly take: (urgency: number, signal: AbortSignal) => Promise<() => void>
}

export interface Turn {
  readonly slots: Slots
  readonly urgency: number
  readonly signal: AbortSignal
}

/** Does something when there is a place for it. @throws what it throws; the signal's reason when aborted while waiting. */
export async function inTurn<T>({ slots, urgency, signal }: Turn, work: () => Promise<T>): Promise<T> {
  const leave = await slots.take(urgency, signal)
  try {
    return await work()
  } finally {
    leave()
  }
}

interface Waiting {
  readonly urgency: number
  readonly go: () => void
}

export function createSlots(count: number): Slots {
  let free = count
  let queue: readonly Waiting[] = []

  function next(): void {
    const [first, ...rest] = queue
    if (free === 0 || first === undefined) return
    queue = rest
    first.go()
  }

  function placeTaken(): () => void {
    free--
    let given = false
    return () => {
      if (given) return
      given = true
      free++
      next()
    }
  }

  return {
    take: (urgency, signal) =>
      // oxlint-disable-next-line waits/timed -- waits for others of its kind, each of which leaves in time
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const waiting: Waiting = {
          urgency,
          go: () => {
            signal.removeEventListener('abort', leave)
            resolve(placeTaken())
          },
        }
        const leave = () => {
          queue = queue.filter(other => other !== waiting)
          reject(signal.reason)
        }
        signal.addEventListener('abort', leave, { once: true })
        const before = queue.filter(other => other.urgency <= urgency)
        queue = [...before, waiting, ...queue.filter(other => other.urgency > urgency)]
        next()
      }),
  }
}
