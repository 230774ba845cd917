import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { endianness } from 'node:os'
import { within } from '../waits/within.ts'
import { diskLimit } from './disk-limit.ts'
import { GatewayError } from './gateway-error.ts'

/**
 * Whose program is at the other end of a loopback connection. Linux alone tells (/proc/net/tcp has the owner of every socket);
 * where it does not (another system, a sandbox without that file), `unknown` is no reason to refuse: the proof is the wall.
 */
export type Peer = { readonly kind: 'user'; readonly uid: number } | { readonly kind: 'gone' | 'unknown' }

/** One end of a connection as node tells it. */
export interface End {
  readonly address: string
  readonly port: number
}

const askedOf = new WeakMap<Socket, Promise<Peer>>()

/** Refuses a connection of another user. Asked once per connection: its owner does not change. @throws GatewayError */
export async function assertSameUser(socket: Socket): Promise<void> {
  const asked = askedOf.get(socket) ?? peerOf(socket)
  askedOf.set(socket, asked)
  if (isOurs(await asked)) return
  throw new GatewayError('GatewayForbiddenUser', 'This gateway belongs to another user of this machine.')
}

async function peerOf(socket: Socket): Promise<Peer> {
  const { remoteAddress, remotePort, localAddress, localPort } = socket
  if (process.platform !== 'linux' || !remoteAddress || !remotePort || !localAddress || !localPort) {
    return { kind: 'unknown' }
  }
  const tables = await within(diskLimit('/proc/net'), () =>
    Promise.all(['tcp', 'tcp6'].map(name => readFile(`/proc/net/${name}`, 'utf8').catch(() => ''))),
  )
  const [client, server] = [
    { address: remoteAddress, port: remotePort },
    { address: localAddress, port: localPort },
  ]
  return ownerIn(tables.join('\n'), client, server)
}

/**
 * Finds the client's end of a connection. Columns of a line: slot, local address:port, remote address:port, state, …, uid as
 * the eighth and inode as the tenth. Addresses count as well as ports: the same two ports can be in use under IPv4 and IPv6.
 */
export function ownerIn(table: string, client: End, server: End): Peer {
  const lines = table.split('\n').map(line => line.trim().split(/\s+/))
  const [clients, servers] = [spellingsOf(client), spellingsOf(server)]
  const between = (from: readonly string[], to: readonly string[]) =>
    lines.find(([, local = '', remote = '']) => from.includes(local) && to.includes(remote))
  // Our own end must be there; else this table is not about our connections.
  if (!between(servers, clients)) return { kind: 'unknown' }
  const found = between(clients, servers)
  // A socket that its program has closed has no inode, and is then listed as root's.
  if (!found || found[9] === '0') return { kind: 'gone' }
  return { kind: 'user', uid: Number(found[7]) }
}

/** Root can read the token file anyway, and is who forwards connections into a virtual machine or a container. */
function isOurs(peer: Peer): boolean {
  if (peer.kind !== 'user') return peer.kind === 'unknown'
  return peer.uid === 0 || peer.uid === process.getuid?.() || isUnmapped(peer.uid)
}

/** In a user namespace (rootless containers) all users outside have one number: there it cannot be told who it is. */
function isUnmapped(uid: number): boolean {
  try {
    const wholeMachine = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'))
    return !wholeMachine && uid === Number(readFileSync('/proc/sys/kernel/overflowuid', 'utf8'))
  } catch {
    return false
  }
}

/** How the kernel may write an end: an IPv4 one also as the IPv6 address that stands for it. */
function spellingsOf({ address, port }: End): readonly string[] {
  const v4 = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const bytes = /^\d+\.\d+\.\d+\.\d+$/.test(v4) ? v4.split('.').map(Number) : ipv6Bytes(address)
  const whole = bytes.length === 4 ? [bytes, [...new Array<number>(10).fill(0), 255, 255, ...bytes]] : [bytes]
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return whole.map(spelling => words(spelling) + suffix)
}

/** The kernel prints addresses as 32-bit numbers of the machine's own byte order. */
function words(bytes: readonly number[]): string {
  const groups = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.slice(4 * i, 4 * i + 4))
  const ordered = endianness() === 'LE' ? groups.map(group => group.toReversed()) : groups
  return Buffer.from(ordered.flat()).toString('hex').toUpperCase()
}

function ipv6Bytes(address: string): number[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const groupsOf = (text: string) => text.split(':').filter(Boolean)
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after].flatMap(group => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}
