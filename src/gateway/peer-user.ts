import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'

/**
 * The user id at the other end of a loopback connection, where Linux tells it (/proc/net/tcp has the owner of every
 * socket); undefined elsewhere.
 */
export async function peerUser(socket: Socket): Promise<number | undefined> {
  const { remotePort, localPort } = socket
  if (process.platform !== 'linux' || !remotePort || !localPort) return undefined
  const tables = await Promise.all(['tcp', 'tcp6'].map(name => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  return socketOwner(tables.join('\n'), remotePort, localPort)
}

/** Columns of a /proc/net/tcp line: slot, local address:port, remote address:port, state, …, uid as the eighth. */
export function socketOwner(table: string, fromPort: number, toPort: number): number | undefined {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
  for (const line of table.split('\n')) {
    const [, local, remote, , , , , uid] = line.trim().split(/\s+/)
    if (local?.endsWith(`:${hex(fromPort)}`) && remote?.endsWith(`:${hex(toPort)}`)) return Number(uid)
  }
  return undefined
}
