import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'

/** Listens on this machine alone, 0: anywhere. Resolves with the port. */
export async function listen(server: Server, at: number): Promise<number> {
  server.listen(at, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await listen(probe, 0)
  probe.close()
  return port
}

export function isListening(at: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(at, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
