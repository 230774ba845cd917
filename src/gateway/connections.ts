import type { Socket } from 'node:net'

/**
 * Room for connections, kept apart: those on which the page has proven itself, and all others. Of the others the oldest makes
 * room for a new one, so that the one who opens many and says nothing keeps nobody out.
 */
export interface Connections {
  admit(socket: Socket): void
  /** A call with proof came over it: it is not closed to make room any more. */
  proven(socket: Socket): void
}

export interface ConnectionLimits {
  readonly unproven: number
  readonly proven: number
}

export function createConnections(limits: ConnectionLimits): Connections {
  // Sets keep the order in which they were filled.
  const unproven = new Set<Socket>()
  const proven = new Set<Socket>()

  function admit(socket: Socket): void {
    unproven.add(socket)
    socket.once('close', () => {
      unproven.delete(socket)
      proven.delete(socket)
    })
    const [oldest] = unproven
    if (unproven.size <= limits.unproven || oldest === undefined) return
    unproven.delete(oldest)
    oldest.destroy()
  }

  return {
    admit,
    proven: socket => {
      if (proven.size < limits.proven && unproven.delete(socket)) proven.add(socket)
    },
  }
}
