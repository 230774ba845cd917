import { readFile, stat } from 'node:fs/promises'
import { type ClientRequest, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import { rootCertificates } from 'node:tls'
import { Agent, type AgentConnectOpts } from 'agent-base'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { getProxyForUrl } from 'proxy-from-env'
import { within } from '../waits/within.ts'
import type { AwsConfig } from './aws-profiles.ts'
import { diskLimit } from './disk-limit.ts'
import { GatewayError } from './gateway-error.ts'

const AGENT_OPTIONS = { keepAlive: true, maxSockets: 32, timeout: 60_000 }

/** An agent for `http.request` and `https.request` alike, which goes the way that the environment names for each host. */
export type Network = Agent

interface Trusted {
  readonly version: string
  readonly network: Network
}

/** By path of the file of certificates; '' where there is none. */
const networks = new Map<string, Trusted>()

/** The file of certificates to trust besides the usual ones, as AWS's tools name it: `AWS_CA_BUNDLE`, or the profile's `ca_bundle`. */
export function caBundleOf(config: AwsConfig, profile: string): string | undefined {
  return process.env['AWS_CA_BUNDLE'] || config.settings(profile).profile['ca_bundle'] || undefined
}

/**
 * How AWS is reached: through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name for a host (never for this machine itself),
 * trusting also the certificates in a file. `NODE_EXTRA_CA_CERTS` is Node's own matter.
 * @throws GatewayError `UpstreamUnreachable` where the file cannot be read.
 */
export async function networkTrusting(caBundle: string | undefined): Promise<Network> {
  const path = caBundle ?? ''
  const version = await versionOf(path)
  const known = networks.get(path)
  if (known?.version === version) return known.network
  const network = new RoutedAgent(path === '' ? undefined : [...rootCertificates, await textOf(path)])
  networks.set(path, { version, network })
  return network
}

/** A company changes its certificate one day: the file is read again when it is another. */
async function versionOf(path: string): Promise<string> {
  if (path === '') return ''
  try {
    const { mtimeMs, size } = await within(diskLimit(path), () => stat(path))
    return `${mtimeMs} ${size}`
  } catch {
    throw unreadable(path)
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await within(diskLimit(path), () => readFile(path, 'utf8'))
  } catch {
    throw unreadable(path)
  }
}

function unreadable(path: string): GatewayError {
  const message = `The file of certificates ${path} (AWS_CA_BUNDLE, ca_bundle) cannot be read.`
  return new GatewayError('UpstreamUnreachable', message)
}

/** Certificates instead of Node's own, where there are others besides. */
interface Trust {
  readonly ca?: string[]
}

class RoutedAgent extends Agent {
  private readonly ca: Trust
  private readonly direct: { readonly http: HttpAgent; readonly https: HttpsAgent }
  private readonly proxied = new Map<string, HttpAgent>()

  constructor(ca: string[] | undefined) {
    super(AGENT_OPTIONS)
    this.ca = ca === undefined ? {} : { ca }
    this.direct = { http: new HttpAgent(AGENT_OPTIONS), https: new HttpsAgent({ ...AGENT_OPTIONS, ...this.ca }) }
  }

  override connect(_req: unknown, options: AgentConnectOpts): HttpAgent {
    const scheme = options.secureEndpoint ? 'https' : 'http'
    const proxy = proxyFor(scheme, options.host ?? '', options.port ?? 0)
    if (proxy === undefined) return this.direct[scheme]
    const key = `${scheme} ${proxy.href}`
    const known = this.proxied.get(key)
    if (known !== undefined) return known
    // What is sent in the clear goes to the proxy as it is; all else through a tunnel that the proxy cannot look into.
    const agent = options.secureEndpoint
      ? new TunnelAgent(proxy, { ...AGENT_OPTIONS, ...this.ca }, this.ca)
      : new HttpProxyAgent(proxy, { ...AGENT_OPTIONS, ...this.ca })
    this.proxied.set(key, agent)
    return agent
  }
}

/** What is trusted holds for whoever is at the end of the tunnel as well as for the proxy. */
class TunnelAgent extends HttpsProxyAgent<string> {
  private readonly ca: Trust

  constructor(proxy: URL, options: ConstructorParameters<typeof HttpsProxyAgent>[1], ca: Trust) {
    super(proxy, options)
    this.ca = ca
  }

  override connect(req: ClientRequest, options: AgentConnectOpts): Promise<Socket> {
    return super.connect(req, { ...options, ...this.ca })
  }
}

/** The proxy to take; undefined for the direct way. @throws GatewayError where what the environment names is none. */
function proxyFor(scheme: 'http' | 'https', host: string, port: number): URL | undefined {
  // An emulator on this machine is never behind the company's proxy.
  if (/^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/.test(host)) return undefined
  const address = host.includes(':') ? `[${host}]` : host
  const text = getProxyForUrl(`${scheme}://${address}:${port}`)
  if (text === '') return undefined
  const proxy = URL.canParse(text) ? new URL(text) : undefined
  if (proxy !== undefined && /^https?:$/.test(proxy.protocol)) return proxy
  // It may hold a password, so it is not said.
  throw new GatewayError(
    'UpstreamUnreachable',
    'What HTTPS_PROXY (or ALL_PROXY) names is not an http or https address.',
  )
}
