import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'

export interface FakeProxy {
  /** As HTTPS_PROXY takes it, without a name and a password. */
  readonly host: string
  /** Where tunnels were asked for, `host:port`, refused ones included. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/**
 * A company's proxy: makes tunnels to whatever name, all of which end at one local port, and to nobody without the right
 * `Proxy-Authorization` where one is wanted.
 */
export async function startFakeProxy(port: number, authorization?: string): Promise<FakeProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.on('connect', (req, client, head) => {
    asked.push(req.url ?? '')
    if (authorization !== undefined && req.headers['proxy-authorization'] !== authorization) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n')
      return
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    sockets.add(upstream)
    upstream.on('error', () => client.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    host: `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
    asked,
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
